"""`koplan`: the words a person types. A command imports what it needs when it runs, so that all of them start fast."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flows import commands
from flows.command_words import CommandParser
from flows.exit_codes import FAILED, USAGE
from flows.language import say
from flows.limits import DEFAULT_MIB, DEFAULT_SECONDS
from flows.problems import NotPublishedError, UsageError, disk_words
from flows.terminal import complain, tell

DEFAULT_OUTPUT = Path("output")
_AddParser = Callable[..., argparse.ArgumentParser]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status (0 done, 1 not done, 2 wrong usage)."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that cannot print Hangul must not end the run
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = _build_parser().parse_args(argv)
    try:
        return int(given.run(given))
    except UsageError as error:
        complain(str(error))
        return USAGE
    except NotPublishedError as error:
        complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        complain(say("중단했습니다. 발행된 표는 그대로입니다.", "stopped; what is published is as it was."))
        return 130
    except BrokenPipeError:  # `koplan query … | head`
        sys.stderr.close()
        return 0
    except OSError as error:
        what = say("파일을 쓰거나 읽지 못했습니다", "a file could not be written or read")
        complain(f"{what} ({disk_words(error)})")
        return FAILED


def _build_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="koplan",
        description=say(
            "공공기관 계획 문서(HWP, HWPX, PDF, HTML, 텍스트)를 검증된 Parquet 표로 바꿉니다.",
            "Turns plan documents of Korean public offices into validated Parquet tables.",
        ),
        epilog=say("예: koplan ingest samples/", "example: koplan ingest samples/"),
    )
    parser.add_argument("--version", action=_Version, help=say("판 번호를 보여 줌", "show the version"))
    added = parser.add_subparsers(required=True, metavar=say("명령", "COMMAND"))

    def add(
        name: str, run: Callable[[argparse.Namespace], int], ko: str, en: str, example: str
    ) -> argparse.ArgumentParser:
        made = added.add_parser(
            name,
            help=say(ko, en),
            description=say(ko, en),
            epilog=f"{say('예', 'example')}: {example}",
        )
        made.set_defaults(run=run)
        return made

    for add_command in (_add_ingest, _add_inspect, _add_query, _add_schema, _add_report, _add_decide, _add_runs):
        add_command(add)
    return parser


def _add_ingest(add: _AddParser) -> None:
    made = add(
        "ingest", commands.run_ingest,
        "파일과 폴더의 문서를 읽어 표와 보고서를 발행합니다. 바뀌지 않은 문서는 다시 읽지 않습니다.",
        "Reads files and folders and publishes tables and a report. Unchanged documents are not read again.",
        "koplan ingest samples/ --output output",
    )  # fmt: skip
    _add_ingest_options(made)
    made.epilog = f"{made.epilog}\n" + say(
        "종료 상태: 0 발행함(격리된 문서는 요약에 나옴), 1 발행하지 않음, 2 잘못된 사용",
        "exit status: 0 published (the summary names quarantined documents), 1 not published, 2 wrong usage",
    )


def _add_ingest_options(made: argparse.ArgumentParser) -> None:
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say("파일이나 폴더", "files or folders"))
    _add_output(made)
    made.add_argument(
        "--workers",
        type=_at_least_one,
        metavar="N",
        help=say("함께 읽는 프로세스 수(기본: 코어 수)", "reading processes (default: cores)"),
    )
    made.add_argument(
        "--force", action="store_true", help=say("바뀌지 않은 문서도 다시 읽음", "read unchanged documents again")
    )
    _add_limits(made)
    made.add_argument("--issuer", metavar="NAME", help=say("발행 기관을 지정(예: 금천구)", "the issuing office"))
    _add_labels(made)
    made.add_argument(
        "--prefect",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=say(
            "Prefect 흐름으로 실행(기본: PREFECT_API_URL이 있을 때)",
            "run as a Prefect flow (default: if PREFECT_API_URL is set)",
        ),
    )
    _add_publishing_options(made)


def _add_publishing_options(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--with-personal-data",
        action="store_true",
        help=say(
            "담당자를 가리지 않고 restricted/에 따로 씀(권한 0700)", "also write officials unmasked to restricted/"
        ),
    )
    made.add_argument(
        "--accept",
        metavar="REASON",
        help=say("닫힌 관문을 까닭을 남기고 통과시킴", "publish although a gate is closed, and keep the reason"),
    )
    made.add_argument(
        "--keep",
        type=_at_least_one,
        default=30,
        metavar="N",
        help=say("남겨 둘 발행본 수(기본 30)", "snapshots to keep (default 30)"),
    )


def _add_inspect(add: _AddParser) -> None:
    made = add(
        "inspect", commands.run_inspect,
        "파일 하나를 읽어 찾은 것을 보여 줍니다. 아무것도 쓰지 않습니다.",
        "Reads one file and shows what it found. Writes nothing.",
        "koplan inspect samples/pledge-card-2022.hwpx --json",
    )  # fmt: skip
    made.add_argument("file", type=Path, metavar="FILE", help=say("문서 파일 하나", "one document"))
    made.add_argument("--json", action="store_true", help=say("모든 행을 JSON으로", "all rows as JSON"))
    made.add_argument(
        "--tables", action="store_true", help=say("읽은 그대로의 표를 JSON으로", "the tables as read, as JSON")
    )
    made.add_argument("--issuer", metavar="NAME", help=say("발행 기관을 지정", "the issuing office"))
    _add_labels(made)
    _add_limits(made)


def _add_query(add: _AddParser) -> None:
    made = add(
        "query", commands.run_query,
        "발행된 표에 SQL(DuckDB)로 묻습니다. 표마다 같은 이름의 뷰가 있습니다.",
        "Asks the published tables in SQL (DuckDB); each is a view of its name.",
        'koplan query "select fiscal_year, sum(amount_won) from current_facts group by all"',
    )  # fmt: skip
    made.add_argument(
        "sql", metavar="SQL", help=say("표 이름은 koplan schema로 봅니다", "koplan schema names the tables")
    )
    _add_output(made)
    made.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table",
                      help=say("결과의 꼴(기본 table)", "form of the result (default table)"))  # fmt: skip
    made.add_argument(
        "--run",
        dest="run_id",
        metavar="RUN",
        help=say("현재 대신 이 실행의 발행본", "this run instead of the current one"),
    )


def _add_schema(add: _AddParser) -> None:
    made = add(
        "schema",
        commands.run_schema,
        "표와 열의 사전을 보여 줍니다.",
        "Shows the data dictionary.",
        "koplan schema budget_facts",
    )
    made.add_argument("table", nargs="?", metavar="TABLE", help=say("표 하나(없으면 모두)", "one table (default all)"))
    made.add_argument("--markdown", action="store_true", help=say("마크다운 표로", "as Markdown tables"))


def _add_report(add: _AddParser) -> None:
    made = add(
        "report", commands.run_report,
        "발행된 표에서 감사용 보고서(HTML 한 쪽)를 다시 만듭니다.",
        "Builds the auditors' page from what is published.",
        "koplan report --open",
    )  # fmt: skip
    _add_output(made)
    made.add_argument("--open", action="store_true", help=say("브라우저로 엶", "open it in a browser"))


def _add_decide(add: _AddParser) -> None:
    made = add(
        "decide", commands.run_decide,
        "지적이나 값, 연결에 대한 결정을 기록합니다. 다음 실행 뒤에도 남습니다.",
        "Records a decision on a finding, a value or a link; it survives the next ingest.",
        'koplan decide 3f0c confirmed --reason "발행 기관에 확인함"',
    )  # fmt: skip
    made.add_argument(
        "target",
        metavar="ID",
        help=say(
            "지적·사실·금액·연결의 식별자(앞부분만 써도 됨)", "id of a finding, fact, amount or link (a prefix will do)"
        ),
    )
    made.add_argument(
        "verdict",
        choices=("confirmed", "dismissed", "corrected"),
        help=say(
            "confirmed 지적이 맞음, dismissed 문제 아님, corrected 값을 바로잡음",
            "the finding holds, is no problem, or the value is corrected",
        ),
    )
    made.add_argument("--reason", required=True, metavar="WHY", help=say("까닭(기록에 남음)", "why (kept on record)"))
    made.add_argument("--value", metavar="VALUE", help=say("바로잡은 값(corrected)", "the corrected value"))
    made.add_argument("--by", metavar="WHO", help=say("결정한 사람의 직위", "who decides"))
    _add_output(made)


def _add_runs(add: _AddParser) -> None:
    made = add("history", commands.run_history, "실행 기록을 보여 줍니다.", "Shows the runs.", "koplan history")
    _add_output(made)
    made = add(
        "diff",
        commands.run_diff,
        "두 실행 사이에 바뀐 것을 보여 줍니다.",
        "Shows what changed between two runs.",
        "koplan diff RUN RUN",
    )
    made.add_argument(
        "old", metavar="RUN", help=say("먼저 실행(앞부분만 써도 됨)", "the earlier run (a prefix will do)")
    )
    made.add_argument("new", metavar="RUN", help=say("나중 실행", "the later run"))
    _add_output(made)
    made = add(
        "schedule", commands.run_schedule,
        "정한 시각마다(서울 시간) Prefect로 ingest를 실행합니다. 멈출 때까지 돌아갑니다.",
        "Serves the nightly flow with Prefect, time zone Asia/Seoul, until stopped.",
        'koplan schedule samples/ --cron "0 2 * * *"',
    )  # fmt: skip
    _add_ingest_options(made)
    made.add_argument(
        "--cron",
        required=True,
        metavar='"0 2 * * *"',
        help=say("분 시 일 월 요일, 서울 시간", "minute hour day month weekday, Seoul time"),
    )


def _add_output(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--output",
        type=Path,
        default=DEFAULT_OUTPUT,
        metavar="DIR",
        help=say("결과 폴더(기본 output/)", "where everything lies (default output/)"),
    )


def _add_labels(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--labels",
        type=Path,
        metavar="FILE",
        help=say(
            "라벨을 더하는 YAML 파일(예: lead_department: [맡은 곳, 일하는 부서])",
            "a YAML file of further labels (example: lead_department: [맡은 곳])",
        ),
    )


def _add_limits(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--limit-seconds",
        type=_positive,
        default=DEFAULT_SECONDS,
        metavar="N",
        help=say(f"문서 하나의 시간 한도(기본 {DEFAULT_SECONDS:g}초)", "time limit a document"),
    )
    made.add_argument(
        "--limit-memory",
        type=_at_least_one,
        default=DEFAULT_MIB,
        metavar="MiB",
        help=say(f"문서 하나의 메모리 한도(기본 {DEFAULT_MIB} MiB)", "memory limit a document"),
    )


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(say("1 이상의 정수여야 합니다", "must be a whole number of at least 1"))
    return int(text)


def _positive(text: str) -> float:
    wrong = argparse.ArgumentTypeError(say("0보다 큰 수여야 합니다", "must be a number above 0"))
    try:
        value = float(text)
    except ValueError:
        raise wrong from None
    if not 0 < value < float("inf"):
        raise wrong
    return value


class _Version(argparse.Action):
    """Prints the version and ends; asked of the installed distribution only then, which takes its time."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002  # argparse's name
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from flows.versions import koplan_version

        tell(f"koplan {koplan_version()}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
