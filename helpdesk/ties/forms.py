"""What people fill in to tie tickets; every ticket named is one they answer, and actions check again."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk.forms.body import BodyForm
from helpdesk.models import Message, Status, Ticket
from helpdesk.ties.fields import TicketField, TicketsField

MOST_TWINS = 30


class PartOfForm(forms.Form):
    parent = TicketField(label=_("It is a part of the ticket"))

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].user = user


class PartsForm(forms.Form):
    parts = TicketsField(
        label=_("These are parts of this ticket"),
        help_text=_("Numbers, one after another."),
        widget=forms.Textarea({"rows": 1}),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].user = user


class AnswerAllForm(BodyForm):
    """One answer for a larger problem and for each of its open parts."""

    body = forms.CharField(
        label=_("Answer to all offices"),
        strip=False,
        help_text=_("Each office gets its own copy and sees nothing of the others."),
        widget=forms.Textarea({"rows": 4}),
    )
    status = forms.ChoiceField(
        label=_("Afterwards all of them stand at"),
        required=False,
        choices=[
            ("", _("as now")),
            (Status.PENDING, Status.PENDING.label),
            (Status.RESOLVED, Status.RESOLVED.label),
        ],
    )


def twins_of(ticket: Ticket, user: User) -> QuerySet[Ticket]:
    """Tickets that may go on in place of `ticket`: the same office, person and openness."""
    found = Ticket.objects.served_by(user).filter(
        organisation=ticket.organisation,
        is_restricted=ticket.is_restricted,
        merged_into=None,
    )
    if ticket.requester:
        found = found.filter(requester=ticket.requester)
    return found.exclude(pk=ticket.pk).order_by("-changed_at")


class TwinField(forms.ModelChoiceField):
    def label_from_instance(self, ticket: Ticket) -> str:
        return f"{ticket.reference} – {ticket.subject} ({ticket.get_status_display()})"


class MergeForm(forms.Form):
    target = TwinField(
        Ticket.objects.none(),
        label=_("The ticket that goes on"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, ticket: Ticket, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        newest = list(twins_of(ticket, user).values_list("pk", flat=True)[:MOST_TWINS])
        field = self.fields["target"]
        field.queryset = Ticket.objects.filter(pk__in=newest).order_by("-changed_at")
        # Read once: whether there is anything to choose, and the choices themselves.
        field.choices = [(one.pk, field.label_from_instance(one)) for one in field.queryset]

    @property
    def is_empty(self) -> bool:
        return not self.fields["target"].choices


class MessagesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, message: Message) -> str:
        when = message.created_at.astimezone().strftime("%d.%m.%Y %H:%M")
        words = Truncator(" ".join(message.body.split())).chars(90)
        return f"{when}, {message.author_name}: {words}"


class SplitForm(forms.Form):
    messages = MessagesField(
        Message.objects.none(),
        label=_("Messages that become a ticket of their own"),
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.CharField(label=_("Subject of the new ticket"), max_length=200)

    def __init__(self, *args, ticket: Ticket, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["messages"]
        field.queryset = after_the_first(ticket)
        field.choices = [(one.pk, field.label_from_instance(one)) for one in field.queryset]

    @property
    def is_empty(self) -> bool:
        return not self.fields["messages"].choices


def after_the_first(ticket: Ticket) -> QuerySet[Message]:
    """Public messages of `ticket` but for its first, which stays."""
    public = ticket.messages.public().select_related("author").order_by("created_at", "pk")
    first: Sequence[int] = list(public.values_list("pk", flat=True)[:1])
    return public.exclude(pk__in=first)
