"""What an office does next: its gaps in the order of doing, and what helps with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.accounts.models import User
from knowledge.assessment.standings import Standing
from knowledge.models import GuidancePage, Requirement, RequirementRating, RequirementText
from knowledge.related import RelatedItem, related_to_requirement

# As many as somebody can look at in a month, twenty minutes each.
FIRST = 3
LEVELS = list(RequirementText.Level)
NO_DAY = date.max


@dataclass(frozen=True)
class Help:
    """What there is about one requirement: guidance, and by kind what the apps above know."""

    guidance: Sequence[GuidancePage]
    related: Mapping[str, Sequence[RelatedItem]]

    @property
    def is_empty(self) -> bool:
        return not self.guidance and not self.related


def gaps_of(standings: Sequence[Standing]) -> Sequence[Standing]:
    """What is not or only partly met: by the day the office set, then by level, the worse ones first."""
    return sorted((one for one in standings if one.is_gap), key=_order)


def help_with(requirement: Requirement, user: User) -> Help:
    """What `user` may see of everything that helps with `requirement`."""
    guidance = GuidancePage.objects.visible_to(user).in_language()
    return Help(
        list(guidance.filter(requirements=requirement).for_list()),
        related_to_requirement(requirement, user),
    )


def _order(one: Standing) -> tuple[object, ...]:
    rating = one.counted
    is_partly = rating.result == RequirementRating.Result.PARTLY
    level = LEVELS.index(one.own.text.level)
    return (rating.due_on or NO_DAY, level, is_partly, one.own.text.position)
