"""What `find_plans` returns: the plans of a document as printed, before anything is read as a number or a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractors.model import Block, Printed, ReadingIssue

PlanLayout = Literal["card", "annual", "project_sheet", "pledge_page", "request", "plan_document"]
SectionKind = Literal["goal", "background", "overview", "progress", "plan", "problems", "budget", "effects", "other"]
DocumentKind = Literal["pledge_card", "annual_plan", "budget_book", "notice", "request", "other"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a check-box field; `is_chosen` is None where no mark is printed at all beside the options."""

    printed: Printed
    is_chosen: bool | None


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A label and its value as printed. `field` is the canonical name of the label, None if the label is unknown.

    A double label (`사업성격 (사업유형)` over `운영(계속)`) makes two of these. `sub_project` is the heading of the
    sub-project that the pair belongs to. `group` is the label above options (`완료` over `이행후계속추진`).
    `section` is the kind of the section in which a line of prose stands: a period under `plan` may be a part's.
    """

    label: Printed
    value: Printed
    field: str | None
    options: tuple[Option, ...] = ()
    sub_project: str | None = None
    group: str | None = None
    place: Literal["header", "prose", "table"] = "header"
    section: SectionKind | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next of the same rank; `heading` is None before the first.

    `lines` are the printed lines of its running text in order; `blocks` the blocks in which they stand, tables included
    (a block drawn around several sections belongs to each of them).
    """

    heading: Printed | None
    kind: SectionKind
    blocks: tuple[Block, ...]
    sub_project: str | None = None
    lines: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """One plan: its title, every label/value pair printed in it, its sections and its blocks (tables included).

    `number` is 1-based, in the order of the document's own list of plans, else of appearance; `listed_at` is the row of
    that list (number, title, new/continued, page) where one exists. `department` is a heading that names the office
    above this plan (annual plans print it once for many).
    """

    number: int
    title: Printed | None
    layout: PlanLayout
    blocks: tuple[Block, ...]
    fields: tuple[LabelledValue, ...]
    sections: tuple[Section, ...]
    parent_number: int | None = None
    listed_at: tuple[Printed, ...] = ()
    department: Printed | None = None


@dataclass(frozen=True, slots=True)
class FoundPlans:
    """The plans of one document, the blocks that belong to none, and what the document says of itself.

    `fields` are the labelled values outside of every plan: the department and date of a notice, of a report.
    """

    plans: tuple[FoundPlan, ...]
    outside: tuple[Block, ...]
    kind: DocumentKind
    title: Printed | None = None
    issues: tuple[ReadingIssue, ...] = field(default=())
    fields: tuple[LabelledValue, ...] = ()
