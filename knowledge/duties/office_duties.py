"""What an office must do, and by when: duties of checked law that meet it, and the days it set itself.

Beside them stand ends of calls for funding that are meant for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation
from knowledge.duties.dates import days_between
from knowledge.duties.funding import calls_for
from knowledge.models import DutyRule, OfficeProfile, RequirementRating, SystemUse
from knowledge.related import Duty

YEAR = timedelta(days=365)
MONTH = timedelta(days=31)
FIRST = 3


@dataclass(frozen=True)
class OfficeDuty:
    """One dated thing to do. `basis` is the provision that names the day, empty where none does."""

    key: str
    title: str
    on: date
    url: str
    note: str = ""
    basis: str = ""
    is_voluntary: bool = False  # nobody has to, but whoever wants to should know the last day
    revision: int = 0

    @property
    def is_statutory(self) -> bool:
        return bool(self.basis)


def duties_of(
    office: Organisation, *, start: date | None = None, end: date | None = None
) -> Sequence[OfficeDuty]:
    """Those from `start` (today) to `end` (in a year), the nearest first; own ones also when overdue."""
    start = start or timezone.localdate()
    end = end or start + YEAR
    found = [*_statutory(office, start, end), *_own(office, end), *_funding(office, start, end)]
    return sorted(found, key=lambda duty: (duty.on, not duty.is_statutory, duty.title))


def first_of(duties: Sequence[OfficeDuty], *, on: date | None = None) -> Sequence[OfficeDuty]:
    """The three that come first within a month, of those that have to be done."""
    until = (on or timezone.localdate()) + MONTH
    return [duty for duty in duties if duty.on <= until and not duty.is_voluntary][:FIRST]


def home_duties(organisation: Organisation) -> Sequence[Duty]:
    """For the home page and the hubs: the coming quarter."""
    end = timezone.localdate() + 3 * MONTH
    return [
        Duty(duty.title, duty.on, duty.url, duty.basis or duty.note)
        for duty in duties_of(organisation, end=end)
    ]


def rules_for(office: Organisation) -> Sequence[DutyRule]:
    """Duties that meet `office` by kind, size, declarations and systems, and rest on checked law."""
    profile = OfficeProfile.objects.filter(organisation=office).first()
    size, declared = (profile.size, profile.declarations) if profile else ("", [])
    used = SystemUse.objects.filter(organisation=office).values("system")
    rules = DutyRule.objects.checked().filter(
        Q(declaration="") | Q(declaration__in=declared), Q(system=None) | Q(system__in=used)
    )
    return [
        rule
        for rule in rules.select_related("period__provision__act")
        if _is_among(office.kind, rule.kinds) and _is_among(size, rule.sizes)
    ]


def _is_among(value: str, wanted: Sequence[str]) -> bool:
    return not wanted or value in wanted


def _statutory(office: Organisation, start: date, end: date) -> Iterator[OfficeDuty]:
    """A day outside the time in which the provision is in force is no duty."""
    for rule in rules_for(office):
        provision = rule.period.provision
        days = days_between(start, end, on=rule.on, month=rule.month, day=rule.day)
        for on in filter(rule.period.covers, days):
            key = f"duty-{rule.pk}-{on:%Y%m%d}"
            url = provision.get_absolute_url()
            yield OfficeDuty(key, rule.title, on, url, rule.note, str(provision))


def _funding(office: Organisation, start: date, end: date) -> Iterator[OfficeDuty]:
    for call in calls_for(office, start=start, end=end):
        title = _("Call for funding closes: %s") % call.title
        url, key = call.get_absolute_url(), f"call-{call.pk}"
        yield OfficeDuty(key, title, call.closes_on, url, call.programme, is_voluntary=True)


def _own(office: Organisation, end: date) -> Iterator[OfficeDuty]:
    """Gaps with a day, in assessments that no newer version has taken over."""
    results = ["", *RequirementRating.GAPS]
    ratings = RequirementRating.objects.filter(
        assessment__organisation=office,
        assessment__carried_to__isnull=True,
        due_on__lte=end,
        result__in=results,
    )
    for rating in ratings.select_related("text", "assessment", "responsible"):
        title = f"{rating.text.code} {rating.text.title}"
        note = _("responsible: %s") % (rating.responsible or _("nobody yet"))
        url = rating.get_absolute_url()
        key = f"rating-{rating.pk}"
        yield OfficeDuty(key, title, rating.due_on, url, note, revision=rating.revision)
