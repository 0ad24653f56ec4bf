"""Forms of the self-assessment."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.files.forms import FilesField
from knowledge.assessment.rating_merge import Values
from knowledge.models import Evidence, RequirementRating
from knowledge.offices import people_of

Result = RequirementRating.Result


class WrittenField(forms.CharField):
    """Long text with plain line ends, so that an unchanged one equals what is stored."""

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class RatingForm(forms.Form):
    """What one office says of one requirement; `seen` is the revision that the page showed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=_("How does your office stand?"), widget=forms.RadioSelect, required=False
    )
    reason = WrittenField(
        label=_("Why it does not apply"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    comment = WrittenField(
        label=pgettext_lazy("rating", "Comment"),
        required=False,
        max_length=5000,
        help_text=_("What is done, what is missing. Only your office reads it."),
        widget=forms.Textarea({"rows": 4}),
    )
    responsible = forms.ModelChoiceField(
        None, label=_("Person responsible"), required=False, empty_label=_("nobody yet")
    )
    due_on = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, rating: RequirementRating, open_label: str, **kwargs) -> None:
        fields = {name: getattr(rating, name) for name in ("result", "reason", "comment", "due_on")}
        mine = {**fields, "responsible": rating.responsible_id, "seen": rating.revision}
        super().__init__(*args, initial=mine, **kwargs)
        self.rating = rating
        self.fields["result"].choices = [*Result.choices, ("", open_label)]
        people = people_of(rating.assessment.organisation)
        if rating.responsible_id:
            people = people | people.model.objects.filter(pk=rating.responsible_id)
        self.fields["responsible"].queryset = people

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("result") != Result.NOT_APPLICABLE:
            cleaned["reason"] = ""
        elif not cleaned.get("reason"):
            self.add_error("reason", _("Say why the requirement does not apply to your office."))
        return cleaned

    @property
    def values(self) -> Values:
        cleaned = self.cleaned_data
        return {
            "result": cleaned["result"],
            "reason": cleaned["reason"],
            "comment": cleaned["comment"],
            "responsible_id": cleaned["responsible"].pk if cleaned["responsible"] else None,
            "due_on": cleaned["due_on"].isoformat() if cleaned["due_on"] else None,
        }


class EvidenceForm(forms.Form):
    """A file or a link, with a word on what it shows."""

    title = forms.CharField(
        label=_("What it shows"),
        max_length=200,
        required=False,
        help_text=_("For example: the plan of backups of 2026."),
    )
    files = FilesField(label=_("File"), most=1)
    url = forms.URLField(
        label=_("or a link"), required=False, max_length=500, assume_scheme="https"
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if bool(cleaned.get("files")) == bool(cleaned.get("url")) and not self.errors:
            raise ValidationError(_("Give a file or a link, one of the two."))
        if cleaned.get("url") and not cleaned.get("title"):
            self.add_error("title", _("Say in a few words what the link shows."))
        return cleaned


class UseEvidenceForm(forms.Form):
    """Something that the office keeps already."""

    evidence = forms.ModelChoiceField(
        None, label=_("Use what you have already"), empty_label=_("choose")
    )

    def __init__(self, *args, kept, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = kept


def kept_evidence(rating: RequirementRating):
    """What the office keeps and does not confirm this rating yet."""
    kept = Evidence.objects.filter(organisation=rating.assessment.organisation_id)
    return kept.exclude(ratings=rating)
