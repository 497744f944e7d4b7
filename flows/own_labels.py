"""Labels that a user adds in a file of their own: `koplan ingest --labels FILE`.

Every office words its forms a little differently, and who meets `맡은 곳` where others print `담당부서` should not have
to wait for us. The file is YAML, `field: [printed label, …]`, the fields those of `extractors/plans/labels.yml`. A file
that is wrong anywhere is refused as a whole, in one line: half of a vocabulary would look like a whole one. A label
that we know under another field is refused too, because what it means could then depend on who ran the command.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from flows.language import say
from flows.problems import UsageError

OwnLabels = tuple[tuple[str, str], ...]
"""(printed label, field), sorted; a tuple, since it travels to reading processes and into the reading key."""

_SHOWN = 40  # characters of a wrong label that a message repeats
_EXAMPLE = "lead_department: [맡은 곳]"


def load_labels(path: Path | None) -> OwnLabels:
    """The labels of a file, none without a file. UsageError says in one line what is wrong with it."""
    if path is None:
        return ()
    return _check_meaning(path, _check_form(path, _parse(path, _read_text(path))))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        what = say("라벨 파일이 없습니다", "no such file of labels")
    except IsADirectoryError:
        what = say("폴더입니다. 라벨 파일을 지정해 주세요", "is a folder, not a file of labels")
    except OSError as error:
        what = say(f"라벨 파일을 읽을 수 없습니다({error.strerror})", f"cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        what = say("라벨 파일의 글자를 읽을 수 없습니다. UTF-8로 저장해 주세요", "is not UTF-8")
    raise UsageError(f"{path}: {what}")


def _parse(path: Path, text: str) -> Any:
    """The YAML as text values: `BaseLoader` reads no `2027` as a number and no `예` or `no` as a truth value."""
    import yaml

    try:
        loader = yaml.BaseLoader(text)
        node = loader.get_single_node()
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            _check_each_once(path, node)
        return loader.construct_document(node)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = say(f"{mark.line + 1}번째 줄: ", f"line {mark.line + 1}: ") if mark else ""
        what = say(f"YAML 형식이 아닙니다(예: {_EXAMPLE})", f"is not YAML (example: {_EXAMPLE})")
        raise UsageError(f"{path}: {where}{what}") from error


def _check_each_once(path: Path, node: Any) -> None:
    """YAML itself would drop the first of two equal keys without a word."""
    names = Counter(key.value for key, _ in node.value if isinstance(key.value, str))
    if twice := [name for name, count in names.items() if count > 1]:
        what = say("필드가 두 번 있습니다. 하나로 합쳐 주세요", "a field stands twice; make it one")
        raise UsageError(f"{path}: {what}: {_shown(twice[0])}")


def _check_form(path: Path, loaded: Any) -> dict[str, list[str]]:
    from typing import Annotated

    from pydantic import Field, TypeAdapter, ValidationError

    labels = Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    form: TypeAdapter[dict[str, list[str]]] = TypeAdapter(Annotated[dict[str, labels], Field(min_length=1)])
    try:
        return form.validate_python(loaded, strict=True)
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        field = f"{_shown(str(where[0]))}: " if where else ""
        what = say(
            f"`필드: [라벨, …]` 꼴이어야 합니다(예: {_EXAMPLE})",
            f"must have the form `field: [label, …]` (example: {_EXAMPLE})",
        )
        raise UsageError(f"{path}: {field}{what}") from error


def _check_meaning(path: Path, given: dict[str, list[str]]) -> OwnLabels:
    from extractors.plans.vocabulary import default_vocabulary, normalize_label

    ours = default_vocabulary()
    fields = {entry.field for entry in ours.labels.values()}
    if unknown := [field for field in given if field not in fields]:
        what, known = say("모르는 필드입니다", "no such field"), say("쓸 수 있는 필드", "fields")
        raise UsageError(f"{path}: {what}: {_shown(unknown[0])} ({known}: {', '.join(sorted(fields))})")
    added: dict[str, tuple[str, str]] = {}
    for field, label in ((field, label) for field, labels in given.items() for label in labels):
        bare = normalize_label(label)
        if not bare or ours.with_labels({label: field}).find(label) is None:
            what = say("라벨이 될 수 없는 글입니다", "can be no label")
            raise UsageError(f'{path}: {field}: {what}: "{_shown(label)}"')
        entry = ours.find(label, in_prose=True)
        other = entry.field if entry else added.get(bare, ("", field))[1]
        if other != field:
            what = say(f"이미 {other} 필드의 라벨입니다", f"is already a label of {other}")
            raise UsageError(f'{path}: {field}: {what}: "{_shown(label)}"')
        if bare not in ours.labels:  # what we say of a label is more than a user's file can
            added.setdefault(bare, (label, field))
    return tuple(sorted(added.values()))


def _shown(text: str) -> str:
    """A text as a message repeats it: on one line, not without end."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
