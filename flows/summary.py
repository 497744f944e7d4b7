"""What a person is told at the end of a run."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence

from extractors.problem_sentences import problem_sentence
from flows.discovery import path_as_text
from flows.entries import EntryHeader
from flows.ingest import IngestResult, Inputs
from flows.language import language, say
from flows.options import IngestOptions
from flows.terminal import one_line
from normalizers.masking import mask_text

_SKIPPED = {
    "hidden": ("숨김", "hidden"),
    "linked_folder": ("폴더를 가리키는 링크(읽으려면 따로 지정)", "links to folders (name them to read them)"),
    "no_access": ("열 수 없음", "cannot be opened"),
    "no_file": ("일반 파일이 아님", "no regular file"),
    "program": ("프로그램·설정", "programs, settings"),
    "temporary": ("임시", "temporary"),
}
_MOST_LINES = 50


def summary_lines(options: IngestOptions, result: IngestResult, seconds: float | None) -> list[str]:
    """Documents, plans, facts, findings by severity, what was quarantined and why, and where everything is."""
    run, counts = result.written.run, result.written.counts
    partial = sum(header.document["status"] == "partial" for header in result.headers)
    grave = result.written.severities
    return [
        say(f"발행했습니다: {run.run_id}", f"published: {run.run_id}")
        + (say(f" ({seconds:.1f}초)", f" ({seconds:.1f} s)") if seconds is not None else ""),
        say(
            f"  문서 {run.document_count}건: 새로 읽음 {run.read_count}, 그대로 씀 {run.reused_count},"
            f" 일부만 읽음 {partial}, 격리 {run.failed_count}",
            f"  {run.document_count} documents: {run.read_count} read, {run.reused_count} unchanged,"
            f" {partial} in part, {run.failed_count} quarantined",
        ),
        say(
            f"  계획 {counts['plans']:,}개, 예산표 {counts['budget_tables']:,}개, 예산 사실 {run.fact_count:,}건,"
            f" 본문 금액 {counts['amounts']:,}건",
            f"  {counts['plans']:,} plans, {counts['budget_tables']:,} budget tables, {run.fact_count:,} facts,"
            f" {counts['amounts']:,} amounts in text",
        ),
        say(
            f"  지적 {run.finding_count:,}건: 오류 {grave.get('error', 0)}, 주의 {grave.get('warning', 0)},"
            f" 참고 {grave.get('info', 0)} · 판독 문제 {counts['issues']:,}건 · 가린 개인정보 {run.masked_count:,}곳",
            f"  {run.finding_count:,} findings: {grave.get('error', 0)} errors, {grave.get('warning', 0)} warnings,"
            f" {grave.get('info', 0)} infos · {counts['issues']:,} reading issues · {run.masked_count:,} masked",
        ),
        *quarantine_lines(result.headers, result.inputs),
        *_undone_lines(result.undone),
        say(f"  표: {result.snapshot}", f"  tables: {result.snapshot}"),
        say(f"  보고서: {result.report}", f"  report: {result.report}"),
        say(
            f'  다음: koplan query "select * from plans" --output {shlex.quote(str(options.output))}',
            f'  next: koplan query "select * from plans" --output {shlex.quote(str(options.output))}',
        ),
    ]


def _undone_lines(why: str) -> list[str]:
    if not why:
        return []
    return [
        say(
            f"  !! 표는 발행했지만 뒷일을 마치지 못했습니다 ({why}). 원인을 없애고 koplan report를 실행해 주세요.",
            f"  !! the tables are published, but what follows failed ({why}); mend it, then koplan report.",
        )
    ]


def quarantine_lines(headers: Sequence[EntryHeader], inputs: Inputs) -> list[str]:
    """One clear line a quarantined document; the same bytes under several names; what was skipped by name."""
    names = {original.document_id: _name_for_a_line(original.source_path) for original in inputs.originals}
    failed = [header for header in headers if header.error_code]
    lines = [_failure_line(header, names[header.document_id]) for header in failed[:_MOST_LINES]]
    if len(failed) > _MOST_LINES:
        lines.append(
            say(
                f"    … 그 밖에 {len(failed) - _MOST_LINES}건은 보고서에",
                f"    … {len(failed) - _MOST_LINES} more in the report",
            )
        )
    if failed:
        lines.insert(0, say(f"  격리한 문서 {len(failed)}건:", f"  {len(failed)} quarantined:"))
    lines += _bug_lines(failed, names)
    if inputs.repeated:
        n = len(inputs.repeated)
        lines.append(
            say(
                f"  내용이 같은 파일 {n}개는 한 번만 셉니다.",
                f"  {n} files repeat the bytes of another and count once.",
            )
        )
    if inputs.skipped:
        reasons = Counter(item.reason for item in inputs.skipped)
        words = ", ".join(f"{say(*_SKIPPED[reason])} {n}" for reason, n in sorted(reasons.items()))
        lines.append(
            say(f"  건너뛴 파일 {len(inputs.skipped)}개: {words}", f"  {len(inputs.skipped)} skipped: {words}")
        )
        sentence = problem_sentence("NOT_ACCESSIBLE", "", language())
        lines += [
            f"    {_name_for_a_line(path_as_text(str(item.path)))}: {sentence}"
            for item in inputs.skipped
            if item.reason == "no_access"
        ][:_MOST_LINES]
    return lines


def _name_for_a_line(path: str) -> str:
    return one_line(mask_text(path)[0])


def _failure_line(header: EntryHeader, name: str) -> str:
    code = header.error_code or ""
    return f"    {name}: {code}: {problem_sentence(code, header.error_detail, language())}"


def _bug_lines(failed: Sequence[EntryHeader], names: dict[str, str]) -> list[str]:
    """A bug of ours is told loudly, with where it happened."""
    broken = [header for header in failed if header.traceback]
    if not broken:
        return []
    lines = [
        say(
            f"  !! 프로그램 오류로 처리하지 못한 문서가 {len(broken)}건 있습니다. 개발자에게 알려 주세요.",
            f"  !! bugs of koplan stopped {len(broken)} documents; please report them.",
        )
    ]
    return lines + [f"  !! {names[header.document_id]}\n{header.traceback}" for header in broken[:3]]
