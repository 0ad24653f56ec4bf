"""What an office will have to pay for in the coming year, as far as data can say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from foundation.accounts.models import Organisation
from knowledge.models import RequirementRating, RequirementText
from knowledge.related import amounts_paid

MOST = 60


@dataclass(frozen=True)
class Cost:
    """One requirement to be met; `paid` are values of projects of others, the smallest first."""

    text: RequirementText
    due_on: date | None
    paid: Sequence[Decimal]

    @property
    def url(self) -> str:
        """The sheet for the head, where the requirement is written in such words."""
        version = self.text.version
        place = [version.standard.slug, version.number, self.text.code]
        sheet = reverse("knowledge:briefing", args=place)
        return sheet if self.text.heads else self.text.get_absolute_url()

    @property
    def lowest(self) -> Decimal:
        return self.paid[0]

    @property
    def highest(self) -> Decimal:
        return self.paid[-1]


def costs_due(year: int, *, user, office: Organisation | None) -> Sequence[Cost]:
    """Requirements to be met in `year`, those with a day first.

    Of an office that assessed itself: its gaps with a day in that year or without a day, and what a new version
    opened again with a day in that year. Otherwise what binds
    everybody then and is written for heads. In both cases also what comes into force in that year.
    """
    rated = _gaps(year, user, office) if office else {}
    coming = _binding(user).filter(version__in_force_from__year=year)
    texts = {text.pk: (text, text.version.in_force_from) for text in coming[:MOST]}
    if has_assessed(office):
        texts |= rated
    else:
        texts |= {text.pk: (text, None) for text in _in_force(year, user)}
    amounts = amounts_paid([text.requirement_id for text, _day in texts.values()], user)
    found = [
        Cost(text, day, sorted(amounts.get(text.requirement_id, ())))
        for text, day in texts.values()
    ]
    return sorted(found, key=_order)[:MOST]


def has_assessed(office: Organisation | None) -> bool:
    return (
        bool(office) and RequirementRating.objects.filter(assessment__organisation=office).exists()
    )


def _gaps(
    year: int, user, office: Organisation
) -> Mapping[int, tuple[RequirementText, date | None]]:
    is_gap = Q(result__in=RequirementRating.GAPS)
    ratings = RequirementRating.objects.visible_to(user).filter(
        Q(due_on__year=year) & (is_gap | Q(result="")) | Q(due_on=None) & is_gap,
        assessment__organisation=office,
        assessment__carried_to__isnull=True,
    )
    rows = ratings.select_related("text__version__standard", "text__requirement")
    return {rating.text_id: (rating.text, rating.due_on) for rating in rows[:MOST]}


def _binding(user):
    """What must be met and is written for heads."""
    texts = RequirementText.objects.visible_to(user).with_version()
    written = texts.exclude(Q(heads_pl="") & Q(heads_en=""))
    return written.filter(level=RequirementText.Level.MUST, version__published_at__isnull=False)


def _in_force(year: int, user):
    first = date(year, 1, 1)
    return _binding(user).in_force(first).order_by("version", "position")[:MOST]


def _order(cost: Cost) -> tuple:
    return cost.due_on is None, cost.due_on or date.max, cost.text.version_id, cost.text.position
