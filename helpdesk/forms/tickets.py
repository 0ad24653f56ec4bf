"""What requesters fill in on the page of a ticket; actions check again."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, User
from helpdesk import permissions
from helpdesk.forms.body import BodyForm
from helpdesk.forms.sensitive import SensitiveForm
from helpdesk.models import Rating, Ticket


class ReplyForm(SensitiveForm, BodyForm):
    """The requester's side answers."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _(
            "Without passwords and personal data of residents. You can also answer our e-mail."
        )


class RatingForm(forms.ModelForm):
    """One to five, each with its word, and a comment for who wants to say more."""

    class Meta:
        model = Rating
        fields = ("stars", "comment")
        widgets = {"stars": forms.RadioSelect, "comment": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stars"].choices = [
            (star.value, f"{star.value} – {star.label}") for star in Rating.Stars
        ]


class UnitsForm(forms.Form):
    """Which other offices a ticket concerns, among those its requester acts for."""

    units = forms.MultipleChoiceField(
        label=_("It also concerns"),
        required=False,
        help_text=_("Their coordinators will see the ticket too."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args, ticket: Ticket, by: User, units: Sequence[Organisation] = (), **kwargs
    ) -> None:
        super().__init__(*args, initial={"units": [unit.pk for unit in units]}, **kwargs)
        rights = permissions.offices_of(ticket.requester or by)
        offices = {right.organisation.pk: right.organisation for right in rights}
        self.offices = {unit.pk: unit for unit in units} | offices
        self.offices.pop(ticket.organisation_id, None)
        by_name = sorted(self.offices.items(), key=lambda item: str(item[1]))
        self.fields["units"].choices = [(key, str(office)) for key, office in by_name]

    def clean_units(self) -> Sequence[Organisation]:
        return [self.offices[int(key)] for key in self.cleaned_data["units"]]
