"""Which plan a block belongs to, and the ids of plans.

An id is the place where a plan's title is printed (else where its blocks begin), so that better rules for reading the
plan never change it. Two plans whose titles stand in one cell are told apart by their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.model import Block, Table
from extractors.plan_model import FoundPlan, FoundPlans
from normalizers.identity import make_id


@dataclass(frozen=True, slots=True)
class PlanIds:
    """`of_plan`: plan number → id; `of_block`: block number (nested tables too) → id."""

    of_plan: dict[int, str]
    of_block: dict[int, str]

    def plan_id_of(self, block: int) -> str | None:
        """The plan that a block belongs to, None outside all plans."""
        return self.of_block.get(block)


def plan_ids(found: FoundPlans, document_id: str) -> PlanIds:
    """Ids of all plans of a document; a block that two plans share belongs to the first."""
    of_plan: dict[int, str] = {}
    of_block: dict[int, str] = {}
    for plan in found.plans:
        made = make_id("plan", document_id, *_place(plan))
        order = 1
        while made in of_plan.values():
            order += 1
            made = make_id("plan", document_id, *_place(plan), order)
        of_plan[plan.number] = made
        for block in _block_numbers(plan.blocks):
            of_block.setdefault(block, made)
    return PlanIds(of_plan, of_block)


def _place(plan: FoundPlan) -> tuple[int | None, int | None, int | None]:
    if plan.title is not None:
        return plan.title.at.block, plan.title.at.row_index, plan.title.at.column_index
    return (plan.blocks[0].block if plan.blocks else None), None, None


def _block_numbers(blocks: tuple[Block, ...]) -> Iterator[int]:
    for block in blocks:
        yield block.block
        if isinstance(block, Table):
            yield from (table.block for table in block.nested())
