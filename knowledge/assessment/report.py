"""The report for the head of an office: what stands in it, as plain data, and its one page as PDF.

The data are what a head signs: they are kept as they were, whatever is rated afterwards.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.typesetting import typeset
from knowledge.assessment.next_steps import gaps_of
from knowledge.assessment.standings import Standing, chapters_of
from knowledge.assessment.tally import Tally, tally
from knowledge.models import Assessment, RequirementRating, RequirementText

TEMPLATE = Path(__file__).with_name("report.typ")
# As many gaps as one page holds.
MOST_GAPS = 10
NUMBERS = ("met", "partly", "not_met", "not_applicable", "open")
Report = Mapping[str, object]


def report_of(
    assessment: Assessment, standings: Sequence[Standing], *, at: datetime | None = None
) -> Report:
    """What the report says at `at`; fit for JSON, days as ISO dates."""
    return {
        "office": assessment.organisation.name,
        "standard": assessment.version.standard.name,
        "version": assessment.version.number,
        "made_at": (at or timezone.now()).isoformat(),
        "tally": _numbers(tally(one.result for one in standings)),
        "chapters": [
            {"title": chapter.title, **_numbers(chapter.tally)}
            for chapter in chapters_of(standings)
        ],
        "gaps": [_gap(one) for one in gaps_of(standings)],
    }


def report_pdf(report: Report, *, signed: str = "") -> bytes:
    """The report on one page, in the language that is active now; `signed` says who signed and when."""
    made_at = datetime.fromisoformat(report["made_at"])
    gaps = report["gaps"]
    more = len(gaps) - MOST_GAPS
    data = {
        **report,
        "gaps": [_shown(gap) for gap in gaps[:MOST_GAPS]],
        "more": _("and %d more") % more if more > 0 else "",
        "signed": signed,
        "language": get_language() or "pl",
        "words": _words(date_format(timezone.localtime(made_at), "j E Y, H:i")),
    }
    return typeset(TEMPLATE, data, made_at=made_at)


def _numbers(counted: Tally) -> dict[str, int]:
    return {name: getattr(counted, name) for name in NUMBERS}


def _gap(one: Standing) -> dict[str, str]:
    rating = one.counted
    return {
        "code": one.own.text.code,
        "title": one.own.text.title,
        "level": one.own.text.level,
        "result": rating.result,
        "due_on": rating.due_on.isoformat() if rating.due_on else "",
        "responsible": str(rating.responsible or ""),
    }


def _shown(gap: Mapping[str, str]) -> dict[str, str]:
    day: date | None = parse_date(gap["due_on"]) if gap["due_on"] else None
    return {
        **gap,
        "level": str(RequirementText.Level(gap["level"]).label),
        "result": str(RequirementRating.Result(gap["result"]).label),
        "due_on": date_format(day, "j E Y") if day else _("no day set"),
        "responsible": gap["responsible"] or _("nobody yet"),
    }


def _words(made_at: str) -> dict[str, str]:
    results = {one.value: str(one.label) for one in RequirementRating.Result}
    return {
        **results,
        "open": _("not rated yet"),
        "title": _("Self-assessment"),
        "chapters": _("By chapter"),
        "chapter": _("Chapter"),
        "requirements": _("Requirements"),
        "gaps": _("What is missing"),
        "no_gaps": _("No gaps"),
        "until": _("to be done by"),
        "responsible": _("person responsible"),
        "made": _("As of %s") % made_at,
        "unsigned": _("Not signed by the head of the office."),
    }
