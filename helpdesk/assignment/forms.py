"""Giving a ticket to somebody, and being away."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk.models import Absence, QueueMember, Ticket
from helpdesk.models.ticket import OPEN_STATUSES


def agents_for(ticket: Ticket) -> QuerySet[User]:
    """Whom `ticket` may be given to, with their open tickets and whether they are away."""
    members = QueueMember.objects.filter(queue=ticket.queue_id, user=OuterRef("pk"))
    away = Absence.objects.on(timezone.localdate()).filter(user=OuterRef("pk"))
    is_open = Q(assigned_tickets__status__in=OPEN_STATUSES)
    found = User.objects.active().filter(Exists(members), groups__name=Role.AGENT)
    return (
        found.exclude(pk=ticket.requester_id)
        .annotate(
            open_tickets=Count("assigned_tickets", filter=is_open, distinct=True),
            is_away=Exists(away),
        )
        .order_by("is_away", "open_tickets", "name")
    )


class AgentField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        count = user.open_tickets
        load = ngettext("%(count)d open", "%(count)d open", count) % {"count": count}
        away = ", " + _("away") if user.is_away else ""
        return f"{user} ({load}{away})"


class GiveForm(forms.Form):
    """To anybody but the one who has it; first comes who is there and has least to do."""

    agent = AgentField(User.objects.none(), label=gettext_lazy("Give it to"), empty_label=None)

    def __init__(self, *args, ticket: Ticket, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agent"]
        field.queryset = agents_for(ticket).exclude(pk=ticket.assignee_id)
        field.choices = [(one.pk, field.label_from_instance(one)) for one in field.queryset]

    @property
    def is_empty(self) -> bool:
        return not self.fields["agent"].choices


class DayField(forms.DateField):
    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


class AbsenceForm(forms.Form):
    """`user` is asked only of those who run the queues."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who is away"), empty_label=None
    )
    starts_on = DayField(label=gettext_lazy("First day away"))
    ends_on = DayField(label=gettext_lazy("Last day away"))
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Deputy"),
        required=False,
        empty_label=pgettext_lazy("deputy", "nobody"),
        help_text=gettext_lazy("Hears of news in the tickets of the one who is away."),
    )

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        agents = User.objects.active().filter(groups__name=Role.AGENT).order_by("name")
        self.fields["deputy"].queryset = agents.exclude(pk=by.pk)
        if by.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
            self.fields["user"].queryset = agents
            self.fields["deputy"].queryset = agents
        else:
            del self.fields["user"]
