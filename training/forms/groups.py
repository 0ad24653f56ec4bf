"""Whom a coordinator enrols: ticked, pasted or in a file; whom they send instead."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.ticking import TickMany
from training.forms.ways import WayForm
from training.groups import addresses_in
from training.participant_list import members_by_name

LARGEST_FILE = 200_000  # bytes


class GroupForm(WayForm):
    """Members by tick, or a list by e-mail address; the list wins where both are given."""

    people = forms.ModelMultipleChoiceField(
        label=_("Members of your office"),
        queryset=User.objects.none(),
        widget=TickMany,
        required=False,
    )
    text = forms.CharField(
        label=_("A list of e-mail addresses"),
        help_text=_(
            "One person a line; names and other columns may stay. The order decides who comes first."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        max_length=100_000,
        required=False,
    )
    file = forms.FileField(label=_("Or a CSV file"), required=False)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["way"])
        self.fields["people"].queryset = people
        self.fields["people"].choices = [(one.pk, str(one)) for one in members_by_name(people)]
        if not people:
            del self.fields["people"]

    def clean_file(self) -> str:
        """The text of the file, UTF-8 or windows-1250."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_FILE:
            raise ValidationError(_("This file is too large for a list of people."))
        body = file.read()
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            return body.decode("cp1250", errors="replace")

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not self.errors and not addresses_in(self.addresses()):
            raise ValidationError(
                _("Choose at least one person, or paste at least one e-mail address.")
            )
        return data

    def addresses(self) -> str:
        """One address a line, in the order in which places go."""
        listed = "\n".join(filter(None, [self.cleaned_data["text"], self.cleaned_data["file"]]))
        ticked = members_by_name(self.cleaned_data.get("people", []))
        return listed.strip() or "\n".join(person.email for person in ticked)


class SwapForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Who comes instead?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose a person.")},
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        chosen = [(one.pk, str(one)) for one in members_by_name(people)]
        self.fields["person"].choices = [("", _("Choose a person")), *chosen]
