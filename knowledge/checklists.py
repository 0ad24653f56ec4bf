"""Steps of guidance that a signed-in reader can tick. Plain values; ticks are rows of `ChecklistTick`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText


@dataclass(frozen=True)
class Step:
    """`key` is the one that the step keeps in the body of its page."""

    key: str
    title: str
    text: RichText
    is_done: bool


@dataclass(frozen=True)
class Checklist:
    """The steps of one list as one reader sees them."""

    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def checklist_of(steps: ListValue, ticked: Collection[str]) -> Checklist:
    """The steps of a block, done where their key is among `ticked`."""
    return Checklist(
        [
            Step(one.id, one.value["title"], one.value["text"], one.id in ticked)
            for one in steps.bound_blocks
        ]
    )
