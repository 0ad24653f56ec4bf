"""The form of a new ticket. Choices hold only what the person may refer to; the action checks again."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.accounts.acting import Acting
from foundation.accounts.models import Organisation, User
from helpdesk import answers
from helpdesk.forms.body import FilesForm
from helpdesk.forms.sensitive import SensitiveForm
from helpdesk.models import Category, CategoryField, Kind
from knowledge.models import Requirement

BODY_HINT = _("In your own words. Without passwords, keys and personal data of residents.")
FEW_CHOICES = 5
# What a ticket has a field of its own for; a category that asks it replaces that field.
OWN_OF_TICKET = (CategoryField.Kind.SYSTEM, CategoryField.Kind.REQUIREMENT)
LISTS = ("units",)
# What a browser sends but no draft keeps among the fields; it holds the files themselves.
NOT_KEPT = (
    "csrfmiddlewaretoken", "keep_sensitive", "remove_sensitive", "sitting", "offers_seen", "uploads",
)  # fmt: skip


class AskedField(forms.CharField):
    """A field of a category, checked by `helpdesk.answers` alone: it may be hidden and so left out."""

    def __init__(
        self,
        field: CategoryField,
        above: CategoryField | None,
        choices: Sequence[tuple[str, str]] | None,
    ) -> None:
        super().__init__(
            label=field.label,
            required=field.is_required,
            help_text=_hint(field, above),
            widget=_widget(field, choices),
        )

    def validate(self, value: str) -> None:
        pass


class TicketForm(SensitiveForm, FilesForm):
    """What is going on first, then the category and what it asks, then details."""

    kind = forms.ChoiceField(choices=Kind, widget=forms.HiddenInput)
    sitting = forms.UUIDField(required=False, widget=forms.HiddenInput)
    offers_seen = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    # The category whose questions stand on the page that was sent.
    fields_of = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("What is going on?"),
        strip=False,
        help_text=BODY_HINT,
        widget=forms.Textarea({"rows": 7}),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("What is it about?"),
        required=False,
        empty_label=_("something else, or I do not know"),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("On behalf of"), empty_label=None
    )
    units = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("It also concerns"),
        required=False,
        help_text=_("Their coordinators will see the ticket too."),
        widget=forms.CheckboxSelectMultiple,
    )
    system = forms.ModelChoiceField(
        answers.systems(), label=_("System"), required=False, empty_label=_("none or unknown")
    )
    requirement = forms.TypedChoiceField(label=_("Requirement of a standard"), required=False)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=200,
        required=False,
        help_text=_("In one sentence. Left empty, it is the first line of the text above."),
    )
    is_restricted = forms.BooleanField(
        label=_("Hide it from the office’s coordinator"),
        required=False,
        help_text=_("Only you and the support point will see it. You can share it later."),
    )

    def __init__(
        self,
        *args,
        user: User,
        rights: Sequence[Acting],
        kind: str,
        category: Category | None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.rights, self.category = user, rights, category
        self._offer_offices()
        self.fields["category"].queryset = Category.objects.offered(kind).select_related("queue")
        if not self.fields["category"].queryset.exists():
            del self.fields["category"]
        if kind == Kind.QUESTION:
            titles = answers.requirements(user)
            self.fields["requirement"].choices = [("", _("none or unknown")), *titles.items()]
        else:
            del self.fields["requirement"]
        if kind == Kind.INCIDENT:
            self.fields["is_restricted"].initial = True
        else:
            del self.fields["is_restricted"]
        if category:
            self._ask(category)

    def _offer_offices(self) -> None:
        keys = [right.organisation.pk for right in self.rights]
        offices = Organisation.objects.filter(pk__in=keys)
        self.fields["organisation"].queryset = offices
        if len(keys) > 1:
            self.fields["units"].queryset = offices
        else:
            self.fields["organisation"].widget = forms.HiddenInput()
            del self.fields["units"]

    def _ask(self, category: Category) -> None:
        """Add what the category asks; a system it asks for itself is not asked a second time."""
        self.initial["fields_of"] = category.pk
        by_key = {field.key: field for field in category.fields.all()}
        for field in by_key.values():
            if field.kind in OWN_OF_TICKET:
                self.fields.pop(field.kind, None)
            above = by_key.get(field.shown_when)
            asked = AskedField(field, above, self._choices(field))
            self.fields[answers.form_name(field.key)] = asked

    def _choices(self, field: CategoryField) -> Sequence[tuple[str, str]] | None:
        kinds = CategoryField.Kind
        if field.kind == kinds.CHOICE:
            return field.options
        if field.kind == kinds.OFFICE:
            offices = [right.organisation for right in self.rights]
            return [(str(office.pk), str(office)) for office in offices]
        if field.kind == kinds.SYSTEM:
            return [(str(system.pk), str(system)) for system in answers.systems()]
        if field.kind == kinds.REQUIREMENT:
            return [(str(key), title) for key, title in answers.requirements(self.user).items()]
        return None

    @property
    def asked_fields(self) -> Sequence[forms.BoundField]:
        """What the category asks, for the page."""
        return [self[name] for name in self.fields if name.startswith("answer_")]

    @property
    def detail_fields(self) -> Sequence[forms.BoundField]:
        """What may be left as it is."""
        names = ("subject", "organisation", "units", "system", "requirement", "is_restricted")
        found = [self[name] for name in names if name in self.fields]
        return [field for field in found if not field.is_hidden]

    def clean_requirement(self) -> Requirement | None:
        key = self.cleaned_data["requirement"]
        return Requirement.objects.visible_to(self.user).get(pk=key) if key else None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not cleaned.get("subject") and cleaned.get("body", "").strip():
            cleaned["subject"] = first_line(cleaned["body"])
        if self.category:
            cleaned["answers"] = self._answers(cleaned)
        return cleaned

    def _answers(self, cleaned: dict[str, object]) -> Mapping[str, str]:
        """Texts by short name; what the category asks as a system or requirement is the ticket's own."""
        fields = list(self.category.fields.all())
        given = {f.key: str(cleaned.get(answers.form_name(f.key)) or "") for f in fields}
        try:
            answers.read(self.category, given, by=self.user)
        except ValidationError as error:
            self.add_error(None, error)
            return given
        for field in answers.asked(fields, given):
            if field.kind == CategoryField.Kind.SYSTEM and given[field.key]:
                cleaned["system"] = answers.systems().get(pk=given[field.key])
            if field.kind == CategoryField.Kind.REQUIREMENT and given[field.key]:
                cleaned["requirement"] = Requirement.objects.get(pk=given[field.key])
        return given


def first_line(body: str) -> str:
    """The first line with words, without Markdown marks, cut at a word within 120 characters."""
    line = body.strip().splitlines()[0].strip("#*_>-` \t")
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + "…"


def typed(data: QueryDict) -> Mapping[str, object]:
    """What was typed and chosen, by name, to fill a form with: from a draft, or after a removal."""
    fields = {name: _clean(data, name) for name in data if name not in NOT_KEPT}
    return fields | {"is_restricted": "is_restricted" in data}


def _clean(data: QueryDict, name: str) -> str | list[str]:
    """Without NUL, which no database takes in a text."""
    if name in LISTS:
        return [value.replace("\0", "") for value in data.getlist(name)]
    return data[name].replace("\0", "")


def _hint(field: CategoryField, above: CategoryField | None) -> SafeString | str:
    """The hint, and for a field with a condition when it counts: pages without scripts show all."""
    if above is None:
        return escape(field.hint)
    when = gettext("Only when “%(question)s” is answered “%(answer)s”.") % {
        "question": above.label,
        "answer": dict(above.options).get(field.shown_for, field.shown_for),
    }
    return format_html("{} <span data-condition>{}</span>", field.hint, when)


def _widget(field: CategoryField, choices: Sequence[tuple[str, str]] | None) -> forms.Widget:
    kinds, attrs = CategoryField.Kind, {}
    if field.kind in OWN_OF_TICKET:  # scripts hide the ticket's own field, which asks the same
        attrs["data-asks"] = field.kind
    if field.shown_when:
        attrs["data-when"] = answers.form_name(field.shown_when)
        attrs["data-answer"] = field.shown_for
    if choices is not None:
        if field.kind == kinds.CHOICE and len(choices) <= FEW_CHOICES:
            return forms.RadioSelect(attrs, choices)
        return forms.Select(attrs, [("", "—"), *choices])
    if field.kind == kinds.DATE:
        return forms.DateInput(attrs | {"type": "date"})
    if field.kind == kinds.NUMBER:
        return forms.TextInput(attrs | {"inputmode": "decimal"})
    return forms.TextInput(attrs | {"maxlength": answers.LONGEST})
