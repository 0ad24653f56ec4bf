from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, User
from helpdesk import permissions
from helpdesk.models import RawMail, Ticket

MOST_OFFICES = 20


class ToTicketForm(forms.Form):
    """The number of a ticket that the agent answers."""

    reference = forms.CharField(label=_("Number of the ticket"), max_length=20)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_reference(self) -> Ticket:
        """The ticket itself."""
        reference = self.cleaned_data["reference"].strip().upper()
        ticket = Ticket.objects.served_by(self.user).filter(reference=reference).first()
        if ticket is None:
            raise forms.ValidationError(_("You answer no ticket with this number."))
        return ticket


class ToOfficeForm(forms.Form):
    """The office for which a new ticket is opened, among those that fit."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Office"), widget=forms.RadioSelect, empty_label=None
    )
    is_from_person = forms.BooleanField(
        label=_("I have made sure that this person wrote it: answers go to them."), required=False
    )

    def __init__(self, *args, raw: RawMail, search: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = offices_for(raw, search)
        if raw.person is None:
            del self.fields["is_from_person"]


class DiscardForm(forms.Form):
    reason = forms.CharField(label=_("Why it is discarded"), max_length=500)


class AssignForm(forms.Form):
    """Who looks into a mail; empty for nobody."""

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who looks into it"),
        required=False,
        empty_label=_("nobody yet"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = permissions.staff().order_by("name")


class ChosenForm(forms.Form):
    """The mails that were ticked on the list."""

    mails = forms.ModelMultipleChoiceField(
        RawMail.objects.none(), error_messages={"required": _("Tick at least one message.")}
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        waiting = RawMail.objects.visible_to(user).parked().defer("content")
        self.fields["mails"].queryset = waiting


class ChosenDiscardForm(ChosenForm, DiscardForm):
    """The same, with the reason for all of them."""


def offices_for(raw: RawMail, search: str):
    """Offices found by name, or those of the person whom the mail names."""
    found = Organisation.objects.active()
    if search.strip():
        found = found.filter(name__icontains=search.strip()[:100])
        return found.filter(pk__in=list(found.values_list("pk", flat=True)[:MOST_OFFICES]))
    offices = permissions.offices_of(raw.person) if raw.person else []
    return found.filter(pk__in=[acting.organisation.pk for acting in offices])
