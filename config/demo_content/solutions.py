"""Three solutions to join and three calls for funding: one closes soon, one opens soon, one is over."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from config.demo_content.texts import read_texts
from foundation.accounts.models import Territory, User
from knowledge.models import FundingCall, Solution, System


def write_solutions(systems: dict[str, System], *, by: User) -> None:
    """Make those that are missing; `by` compared the invented calls with their announcements."""
    texts = read_texts("solutions")
    for entry in texts["solutions"]:
        words = {name: value for name, value in entry.items() if name not in ("slug", "system")}
        defaults = {**words, "system": systems[entry["system"]], "is_published": True}
        Solution.objects.get_or_create(slug=entry["slug"], defaults=defaults)
    for entry in texts["calls"]:
        if not FundingCall.objects.filter(title_pl=entry["title_pl"]).exists():
            _write_call(entry, by)


def _write_call(entry: dict, by: User) -> None:
    today = timezone.localdate()
    apart = ("opens_in", "closes_in", "budget", "place", "solutions", "is_checked")
    words = {name: value for name, value in entry.items() if name not in apart}
    checked = {"checked_on": today, "checked_by": by} if entry["is_checked"] else {}
    call = FundingCall.objects.create(
        **words,
        **checked,
        place=Territory.objects.filter(terc=entry.get("place")).first(),
        opens_on=today + timedelta(days=entry["opens_in"]),
        closes_on=today + timedelta(days=entry["closes_in"]),
        budget=Decimal(entry["budget"]),
        is_published=True,
    )
    call.solutions.set(Solution.objects.filter(slug__in=entry["solutions"]))
