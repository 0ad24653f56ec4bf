"""„KRI § 20” in the search box: an act changed, so the answer depends on the day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.search.clarifying import Clarification, Way
from knowledge.models import Provision, ProvisionPeriod

UNIT = re.compile(r"(§|\bart\.?|\bparagraf\w{0,3}|\bpar\.)\s*(\d{1,4}[a-z]{0,2})\b", re.IGNORECASE)
LONGEST_NAME = 20


def ask_for_the_day(text: str, day: date | None) -> Clarification | None:
    """What to ask back where `text` names a unit whose duty ended or moved; None where nothing did."""
    provisions = _named(text)
    periods = [period for provision in provisions for period in provision.periods.all()]
    if not any(period.valid_to for period in periods):
        return None
    ways = list(_on(provisions, day) if day else _over_time(periods))
    if day:
        question = _("On %(day)s it read:") % {"day": date_format(day, "j E Y")}
    else:
        question = _("This provision changed. Which day do you mean?")
    return Clarification(question, ways, asks_day=True, day=day)


def _named(text: str) -> Sequence[Provision]:
    """Provisions that `text` names by act and unit, e.g. „KRI § 20” or „§ 20 ust. 2 KRI 2012”."""
    match = UNIT.search(text[:200])
    if match is None:
        return []
    unit = f"{'art.' if match[1].lower().startswith('art') else '§'} {match[2].lower()}"
    words = {word.strip(",.;:()").casefold() for word in text[:200].split()}
    years = {word for word in words if re.fullmatch(r"(19|20)\d\d", word)}
    found = Provision.objects.filter(Q(unit=unit) | Q(unit__startswith=f"{unit} "))
    return [
        one
        for one in found.select_related("act").prefetch_related("periods__continued_by__act")
        if _names(one.act.short_name, words, years)
    ]


def _names(short_name: str, words: set[str], years: set[str]) -> bool:
    """Is an act such as „KRI 2012” meant? A year that is given must be its own."""
    name, _space, year = short_name.partition(" ")
    return name.casefold() in words and (not years or year in years)


def _over_time(periods: Sequence[ProvisionPeriod]) -> Iterator[Way]:
    """Each period with its days, and where the duty went afterwards."""
    for period in periods:
        yield _way(period.provision, period.valid_to or period.valid_from, period)
        if period.continued_by and period.valid_to:
            after = period.valid_to + timedelta(days=1)
            yield _way(period.continued_by, after, period.continued_by.on(after))


def _on(provisions: Sequence[Provision], day: date) -> Iterator[Way]:
    """What was in force on that day: the provision, or the one that carries its duty."""
    for provision in provisions:
        if period := provision.on(day):
            yield _way(provision, day, period)
            continue
        for former in provision.periods.all():
            new = former.continued_by
            if new and former.valid_to < day and (period := new.on(day)):
                yield _way(new, day, period)


def _way(provision: Provision, day: date, period: ProvisionPeriod | None) -> Way:
    note = _span(period) if period else ""
    if period and not period.is_checked:
        note += f" · {_('to be confirmed')}"
    return Way(str(provision), f"{provision.get_absolute_url()}?on={day.isoformat()}", note)


def _span(period: ProvisionPeriod) -> str:
    first = date_format(period.valid_from, "j E Y")
    if period.valid_to is None:
        return _("from %(day)s") % {"day": first}
    last = date_format(period.valid_to, "j E Y")
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}
