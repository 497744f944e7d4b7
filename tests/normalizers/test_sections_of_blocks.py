"""Which section a block belongs to."""

from __future__ import annotations

from normalizers.sections import sections_by_block
from normalizers.tables import Section


def test_block_belongs_to_the_section_of_its_plan_that_began_last() -> None:
    made = [
        Section(section_id=f"s{block}", document_id="d", plan_id=plan, kind="other", text="", block=block)
        for block, plan in ((2, "a"), (5, "a"), (9, "b"))
    ]
    plans = {1: None, 3: "a", 5: "a", 8: "a", 9: "b", 12: None}
    section_of = sections_by_block(made, plans.get)
    assert {block: section_of(block) for block in plans} == {1: None, 3: "s2", 5: "s5", 8: "s5", 9: "s9", 12: None}
