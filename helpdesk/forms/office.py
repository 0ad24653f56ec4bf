"""Finding an office and a person of it: for calls, and for tickets under the wrong office."""

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation, User
from helpdesk import answers
from helpdesk.forms.asking import first_line
from helpdesk.models import Category, Kind, Priority, Ticket
from knowledge.models import Requirement, System

MOST_FOUND = 12


def offices_found(text: str) -> Sequence[Organisation]:
    """Active offices by name, place or TERC code, at most twelve, governments before their units."""
    text = text.replace("\0", "").strip()[:100]
    if not text:
        return []
    first = Case(When(kind__in=Organisation.GOVERNMENT_KINDS, then=0), default=1)
    found = Organisation.objects.active().search(text).for_list()
    return list(found.order_by(first, "name", "pk")[:MOST_FOUND])


def people_of(organisation: Organisation | None):
    """Who acts for the office as its member."""
    if organisation is None:
        return User.objects.none()
    members = organisation.memberships.active().values("user")
    return User.objects.active().filter(pk__in=members).order_by("name")


def _requirement(key: str) -> Requirement:
    return Requirement.objects.get(pk=key)


class OfficeForm(forms.Form):
    """An office found by typing; `organisation` is what was chosen among the found ones."""

    office = forms.CharField(label=_("Office"), max_length=250, required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.active(), required=False)

    def clean(self) -> dict[str, object]:
        """One office found is the office; several are offered."""
        cleaned = super().clean()
        if not cleaned.get("organisation"):
            self.found = offices_found(cleaned.get("office", ""))
            if len(self.found) == 1:
                cleaned["organisation"] = self.found[0]
            elif "organisation" not in self.errors:
                self.add_error("office", self._what_next())
        return cleaned

    def _what_next(self) -> ValidationError:
        if self.found:
            return ValidationError(_("Choose the office from the list below."))
        return ValidationError(_("No such office. Type its name, place or TERC code."))


class PhoneForm(OfficeForm):
    """What somebody said on the phone."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who calls"),
        required=False,
        empty_label=_("somebody else, or not known"),
    )
    caller = forms.CharField(
        label=_("Name and number, if not on the list"), max_length=200, required=False
    )
    body = forms.CharField(
        label=_("What they say"), strip=False, widget=forms.Textarea({"rows": 6})
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("ticket", "Kind"), choices=Kind, initial=Kind.QUESTION,
        widget=forms.RadioSelect,
    )  # fmt: skip
    system = forms.ModelChoiceField(
        System.objects.exclude(state=System.State.RETIRED),
        label=_("System"),
        required=False,
        empty_label=_("none or unknown"),
    )
    is_mine = forms.BooleanField(label=_("I take it"), required=False, initial=True)

    def __init__(self, *args, organisation: Organisation | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(organisation)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("body", "").strip():
            cleaned["subject"] = first_line(cleaned["body"])
        return cleaned


class MoveOfficeForm(forms.Form):
    """The confirmed move: under which office, and whose ticket it is there."""

    organisation = forms.ModelChoiceField(Organisation.objects.active(), widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Whose ticket it is there"),
        required=False,
        empty_label=_("nobody’s: only the office is known"),
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class DetailsForm(forms.Form):
    """What a ticket is about and how urgent it is; what it has stays a choice, even if withdrawn.

    `changes` holds what was changed on the page that was sent, so that two people do not undo each other.
    """

    subject = forms.CharField(label=_("Subject"), max_length=200)
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority)
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category"), required=False, empty_label=_("none")
    )
    system = forms.ModelChoiceField(
        System.objects.none(), label=_("System"), required=False, empty_label=_("none or unknown")
    )
    requirement = forms.TypedChoiceField(
        label=_("Requirement"), required=False, coerce=_requirement, empty_value=None
    )

    def __init__(self, *args, ticket: Ticket, **kwargs) -> None:
        has = {
            name: getattr(ticket, f"{name}_id") for name in ("category", "system", "requirement")
        }
        initial = {"subject": ticket.subject, "priority": ticket.priority} | has
        super().__init__(*args, initial=initial, **kwargs)
        offered = Category.objects.offered(ticket.kind)
        self.fields["category"].queryset = offered | Category.objects.filter(pk=has["category"])
        current = System.objects.filter(pk=has["system"])
        self.fields["system"].queryset = answers.systems() | current
        titles = answers.requirements(AnonymousUser())  # whoever reads the ticket may read it
        if ticket.requirement and ticket.requirement_id not in titles:
            titles = {ticket.requirement_id: str(ticket.requirement), **titles}
        self.fields["requirement"].choices = [("", _("none or unknown")), *titles.items()]
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def changes(self) -> Mapping[str, object]:
        return {name: self.cleaned_data[name] for name in self.changed_data}
