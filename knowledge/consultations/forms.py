"""Forms of consultations; actions check again."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from knowledge.consultations.actions.commenting import Words
from knowledge.consultations.reading import CHANGING
from knowledge.models import Consultation, RequirementText, Response
from knowledge.models.comment import LONGEST


class WordsField(forms.CharField):
    """Long text with plain line ends, so that an unchanged one equals what is stored."""

    def __init__(self, *, rows: int, **kwargs) -> None:
        super().__init__(max_length=LONGEST, widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class CommentForm(forms.Form):
    """A comment, and in whose name it is written."""

    OFFICE, ASSOCIATION = "office", "association"

    text = forms.ModelChoiceField(
        RequirementText.objects.none(),
        label=_("What it is about"),
        required=False,
        empty_label=_("the whole draft"),
    )
    place = forms.CharField(
        label=_("Which part of it"),
        required=False,
        max_length=120,
        help_text=_("For example: the second paragraph, “how to check it”."),
    )
    body = WordsField(
        label=pgettext_lazy("consultation", "Comment"),
        rows=6,
        help_text=_("What is wrong or missing, and why. Published in full, so name no persons."),
    )
    proposed_wording = WordsField(label=_("Proposed wording"), rows=4, required=False)
    voice = forms.ChoiceField(
        label=_("In whose name"), widget=forms.RadioSelect, initial=OFFICE, required=False
    )
    association = forms.CharField(
        label=_("Name of the association"),
        required=False,
        max_length=200,
        help_text=_("An editor publishes it once it is clear that you may speak for it."),
    )

    def __init__(
        self, *args, consultation: Consultation, office: Organisation | None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        texts = consultation.version.texts.order_by("position")
        self.fields["text"].queryset = texts
        voices = [(self.ASSOCIATION, _("an association"))]
        if office:
            voices.insert(0, (self.OFFICE, office.name))
        self.fields["voice"].choices = voices
        if not office:
            self.fields["voice"].initial = self.ASSOCIATION

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["voice"] = cleaned.get("voice") or (self.OFFICE if self.office else "")
        is_for_association = cleaned["voice"] != self.OFFICE
        if is_for_association and not cleaned.get("association", "").strip():
            self.add_error("association", ValidationError(_("Write which association it is.")))
        return cleaned

    @property
    def words(self) -> Words:
        names = ("body", "proposed_wording", "text", "place")
        return Words(**{name: self.cleaned_data[name] for name in names})

    @property
    def speaker(self) -> dict[str, object]:
        """Whose comment it is, as the action takes it."""
        if self.cleaned_data["voice"] == self.OFFICE:
            return {"organisation": self.office}
        return {"association": self.cleaned_data["association"]}


class EditForm(CommentForm):
    """The words alone; whose they are does not change."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, office=None, **kwargs)
        del self.fields["voice"], self.fields["association"]

    def clean(self) -> dict:
        return forms.Form.clean(self)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))


class AnswerForm(forms.Form):
    """The response; `seen` marks the words of the comment that the page showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("The comment is"), choices=Response.Verdict, widget=forms.RadioSelect
    )
    body = WordsField(
        label=_("Reasons"), rows=6, help_text=_("Published; nobody changes it later.")
    )
    changes = forms.ModelMultipleChoiceField(
        None,
        label=_("Requirements that change because of it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for what is accepted. The final version shows the comment there."),
    )
    answered_as = forms.CharField(label=_("In the name of"), max_length=200)

    def __init__(self, *args, consultation: Consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        version = consultation.version
        field = self.fields["changes"]
        texts = list(version.texts.select_related("requirement").order_by("position"))
        field.queryset = version.standard.requirements.filter(texts__version=version)
        field.choices = [(text.requirement_id, str(text)) for text in texts]

    def clean(self) -> dict:
        """Requirements are asked for only where something is accepted; elsewhere their ticks mean nothing."""
        cleaned = super().clean()
        if cleaned.get("verdict") not in CHANGING:
            cleaned["changes"] = []
        return cleaned


class MomentField(forms.DateTimeField):
    """A date with a time, by the clocks of Poland."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")


class OpenForm(forms.Form):
    """When comments are taken, what is asked, and where the formal stage is."""

    opens_at = MomentField(
        label=_("Comments from"), required=False, help_text=_("Left empty: now.")
    )
    closes_at = MomentField(
        label=_("Comments until"), help_text=_("To the minute; at this moment it is over.")
    )
    about_pl = forms.CharField(
        label=_("What we ask about (Polish)"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    about_en = forms.CharField(
        label=_("What we ask about (English)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    formal_name = forms.CharField(
        label=_("Formal stage: where it takes place"), max_length=200, required=False
    )
    formal_number = forms.CharField(label=_("Formal stage: number"), max_length=60, required=False)
    formal_url = forms.URLField(
        label=_("Formal stage: address"), required=False, assume_scheme="https"
    )

    def clean_opens_at(self) -> datetime:
        return self.cleaned_data["opens_at"] or timezone.now()

    def as_arguments(self) -> dict[str, object]:
        """What `open_consultation` takes."""
        data = self.cleaned_data
        groups = {
            group: {name: value for name, value in data.items() if name.startswith(group)}
            for group in ("about", "formal")
        }
        return {"opens_at": data["opens_at"], "closes_at": data["closes_at"], **groups}


class DeadlineForm(forms.Form):
    """Until when comments are taken instead, and why."""

    closes_at = MomentField(
        label=_("Comments until"), help_text=_("To the minute; at this moment it is over.")
    )
    reason_pl = forms.CharField(
        label=_("Why (Polish)"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Stands on the page of the consultation and in the message to those who follow it."
        ),
    )
    reason_en = forms.CharField(
        label=_("Why (English)"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class FinalForm(forms.Form):
    number = forms.CharField(label=_("Number of the version after the comments"), max_length=30)
