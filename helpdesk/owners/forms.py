"""What agents fill in to put a ticket before the owner of a system; actions check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.models import Message, Ticket
from helpdesk.ties.forms import MessagesField
from knowledge.models import System


class FollowUpField(forms.DateField):
    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
        super().__init__(label=_("Ask again on"), widget=widget, **kwargs)


class ContactField(forms.ModelChoiceField):
    def label_from_instance(self, system: System) -> str:
        return f"{system.name} – {system.owner_name} ({system.contact_email})"


class HandOverForm(forms.Form):
    """A mail to the contact that the register of systems names; nothing is quoted unless chosen."""

    system = ContactField(
        System.objects.exclude(contact_email="").exclude(state=System.State.RETIRED),
        label=_("System and its owner"),
        empty_label=None,
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("What you ask"),
        strip=False,
        help_text=_("Only these words leave, and the messages you choose below."),
        widget=forms.Textarea({"rows": 4}),
    )
    quotes = MessagesField(
        Message.objects.none(),
        label=_("Messages to quote, without names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    follow_up_on = FollowUpField()

    def __init__(self, *args, ticket: Ticket, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        quotes = self.fields["quotes"]
        quotes.queryset = ticket.messages.public().select_related("author")
        quotes.choices = [(one.pk, quotes.label_from_instance(one)) for one in quotes.queryset]
        system = self.fields["system"]
        system.choices = [(one.pk, system.label_from_instance(one)) for one in system.queryset]
        if ticket.is_restricted:
            self.fields["is_checked"] = forms.BooleanField(
                label=_("This ticket is hidden. I have checked that this text may leave."),
                required=False,
            )

    @property
    def is_empty(self) -> bool:
        return not self.fields["system"].choices


class AskAgainForm(forms.Form):
    body = forms.CharField(label=_("What you ask"), strip=False, widget=forms.Textarea({"rows": 3}))
    follow_up_on = FollowUpField()
