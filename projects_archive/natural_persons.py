"""Names of natural persons leave the archive two years after the end of what they were paid for.

They are never public; this is about the rows themselves. What stays is the row without the name, so that
sums and counts remain true, and its hash, so that a later edition finds it again.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from projects_archive.models import BeneficiaryKind, FundingLine, Period
from projects_archive.sources.headings import column_of

YEARS = 2
PORTION = 500
# Where a list gives no end: the last day on which costs of the period could be paid (for 2007–2013 art. 56 (1)
# of Regulation 1083/2006, for 2014–2020 art. 65 (2) of 1303/2013, for 2021–2027 art. 63 (2) of 2021/1060).
LAST_DAYS = {
    Period.Y2007_2013: date(2015, 12, 31),
    Period.Y2014_2020: date(2023, 12, 31),
    Period.Y2021_2027: date(2029, 12, 31),
}
FORGOTTEN = "–"


def is_over(kind: str, ended_on: date | None, period: str, *, on: date) -> bool:
    """Whether the name of such a beneficiary must be gone on that day; without any end it must."""
    if kind != BeneficiaryKind.PERSON:
        return False
    end = ended_on or LAST_DAYS.get(period)
    return end is None or _years_later(end) < on


def _years_later(day: date) -> date:
    """29 February is followed by 28 February."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)


def without_name(raw: Mapping[str, str]) -> dict[str, str]:
    """A row as written, but for whom it names."""
    names = {"beneficiary", "nip", "regon"}
    return {
        heading: FORGOTTEN if column_of(heading) in names and value else value
        for heading, value in raw.items()
    }


def forget_names(*, at: datetime) -> int:
    """Take the names out of lines and source rows whose time is over; return how many."""
    on, forgotten = timezone.localdate(at), 0
    named = FundingLine.objects.filter(beneficiary_kind=BeneficiaryKind.PERSON)
    keys = named.exclude(beneficiary_name=FORGOTTEN).values_list("pk", "ended_on", "period")
    due = [
        pk
        for pk, ended_on, period in keys
        if is_over(BeneficiaryKind.PERSON, ended_on, period, on=on)
    ]
    for start in range(0, len(due), PORTION):
        forgotten += _forget(due[start : start + PORTION])
    return forgotten


@transaction.atomic
def _forget(keys: list[int]) -> int:
    lines = list(FundingLine.objects.filter(pk__in=keys).select_related("source_row"))
    for line in lines:
        line.beneficiary_name = FORGOTTEN
        line.source_row.raw = without_name(line.source_row.raw)
        line.source_row.save(update_fields=["raw"])
    FundingLine.objects.bulk_update(lines, ["beneficiary_name"])
    return len(lines)
