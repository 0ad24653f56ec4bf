"""What follows when a person has checked a provision, and when it changes: a duty with its day, and a review.

The act is invented and says so: nobody of the demo may have compared a real one with the journal.
"""

from collections.abc import Mapping
from datetime import date

from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from knowledge.actions.guidance import write_guidance
from knowledge.actions.law import add_period, check_period
from knowledge.models import DutyRule, GuidanceIndexPage, GuidancePage, LegalAct, Provision, Topic

CHECKED_ON = date(2026, 9, 15)


def write_changing_law(*, by: User) -> None:
    """Make the act with its duty and its page, then let the provision change; all of it once."""
    texts = read_texts("changing_law")
    if LegalAct.objects.filter(eli=texts["act"]["eli"]).exists():
        return
    act = LegalAct.objects.create(checked_on=CHECKED_ON, checked_by=by, **texts["act"])
    provision = Provision.objects.create(act=act, unit=texts["unit"])
    now, later = texts["periods"]
    period = check_period(add_period(provision, by=by, **now), by=by, on=CHECKED_ON)
    DutyRule.objects.create(period=period, **texts["duty"])
    _write_page(texts["page"], provision, by=by)
    add_period(provision, by=by, **later)


def _write_page(entry: Mapping[str, str], provision: Provision, *, by: User) -> GuidancePage:
    cited = ("provision", {"provision": provision, "on": CHECKED_ON})
    facts = {"slug": entry["slug"], "topic": Topic.objects.get(slug=entry["topic"])}
    dates = {"reviewed_on": CHECKED_ON, "law_on": CHECKED_ON}
    return write_guidance(
        GuidanceIndexPage.objects.get(locale__language_code="pl"),
        by=by,
        title=entry["title"],
        answer=entry["answer"],
        body=[("text", entry["text"]), cited],
        fields=facts | dates | {"is_for_it": True, "is_for_heads": True},
    )
