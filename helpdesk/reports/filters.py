"""What a report is about: period and filters, all in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from helpdesk.models import Category, Channel, Kind, Queue, Ticket
from helpdesk.reports import facts
from knowledge.models import System

PERIODS = {
    "7": _("last 7 days"),
    "30": _("last 30 days"),
    "90": _("last 90 days"),
    "365": _("last year"),
}
DEFAULT_PERIOD = "30"


class ReportForm(forms.Form):
    """The closed list of what a report may be narrowed by."""

    period = forms.ChoiceField(label=_("Period"), choices=PERIODS, required=False)
    queue = forms.ModelChoiceField(
        Queue.objects.all(), label=_("Queue"), required=False, empty_label=_("all queues")
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, empty_label=_("all categories")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *Kind.choices], required=False
    )
    system = forms.ModelChoiceField(
        System.objects.all(), label=_("System"), required=False, empty_label=_("all systems")
    )
    organisation_kind = forms.ChoiceField(
        label=_("Kind of office"),
        choices=[("", _("all kinds of offices")), *Organisation.Kind.choices],
        required=False,
    )
    voivodeship = forms.ChoiceField(label=_("Voivodeship"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[("", pgettext_lazy("channels", "all")), *Channel.choices],
        required=False,
    )

    def __init__(self, *args, names: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(names.items(), key=lambda one: one[1])
        self.fields["voivodeship"].choices = [("", _("the whole country")), *choices]


@dataclass(frozen=True)
class Asked:
    """A report that was asked for; values that make no sense count as not given."""

    form: ReportForm
    parameters: QueryDict
    at: datetime

    @classmethod
    def of(cls, parameters: QueryDict, at: datetime) -> "Asked":
        shown = parameters.copy()
        if shown.get("period") not in PERIODS:
            shown["period"] = DEFAULT_PERIOD
        form = ReportForm(shown, names=dict(facts.names_of_voivodeships()))
        form.is_valid()
        return cls(form, parameters, at)

    @cached_property
    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def period(self) -> str:
        return str(self.values.get("period", DEFAULT_PERIOD))

    @property
    def period_name(self) -> str | Promise:
        return PERIODS[self.period]

    @property
    def days(self) -> int:
        return int(self.period)

    @property
    def since(self) -> datetime:
        return self.at - timedelta(days=self.days)

    @property
    def before(self) -> "Asked":
        """The same report for the period just before."""
        return replace(self, at=self.since)

    def narrow(self, tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
        """`tickets` of the queue, kind, system, offices and channel asked for; any time."""
        names = ("queue", "category", "kind", "system", "channel")
        found = tickets.filter(**{n: self.values[n] for n in names if n in self.values})
        if kind := self.values.get("organisation_kind"):
            found = found.filter(organisation__kind=kind)
        if code := self.values.get("voivodeship"):
            inside = Organisation.objects.filter(territories__terc__startswith=code).values("pk")
            units = Organisation.objects.filter(parent__in=inside).values("pk")
            found = found.filter(Q(organisation__in=inside) | Q(organisation__in=units))
        return found

    def opened(self) -> QuerySet[Ticket]:
        """Tickets opened in the period."""
        found = self.narrow(Ticket.objects.for_statistics())
        return found.filter(opened_at__gt=self.since, opened_at__lte=self.at)

    def finished(self) -> QuerySet[Ticket]:
        """Tickets resolved in the period, whenever they were opened."""
        found = self.narrow(Ticket.objects.for_statistics())
        return found.filter(resolved_at__gt=self.since, resolved_at__lte=self.at)

    def open_now(self) -> QuerySet[Ticket]:
        return self.narrow(Ticket.objects.for_statistics()).open()

    def address(self, **change: object) -> str:
        """The query string of this report with something else asked for; "" takes a filter away."""
        query = QueryDict(mutable=True)
        kept = {name: self.parameters.get(name, "") for name in self.form.fields}
        query.update({n: v for n, v in (kept | change).items() if v})
        return f"?{query.urlencode()}"

    @property
    def narrowed_by(self) -> Sequence[tuple[str, str]]:
        """Each filter that was given, as text, and the address without it."""
        found = []
        for name, value in self.values.items():
            if name != "period":
                field = self.form.fields[name]
                text = (
                    dict(field.choices).get(value, value) if hasattr(field, "_choices") else value
                )
                found.append((f"{field.label}: {text}", self.address(**{name: ""})))
        return found
