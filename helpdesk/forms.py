"""What people fill in. Choices hold only what the person may refer to; actions check again."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, User
from foundation.files.forms import FilesField
from helpdesk import permissions
from helpdesk.models import Kind, Queue, Status
from knowledge.models import Requirement, RequirementText, StandardVersion, System

BODY_HINT = _(
    "Without passwords, keys and personal data of residents. Markdown works: **bold**, lists, `code`."
)


class BodyForm(forms.Form):
    """A text with files; `version` is the state of the ticket that the writer saw."""

    body = forms.CharField(label=_("Your answer"), strip=False, widget=forms.Textarea({"rows": 5}))
    files = FilesField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReplyForm(BodyForm):
    """The requester's side answers."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _(
            "Without passwords and personal data of residents. You can also answer our e-mail."
        )


class DeskReplyForm(BodyForm):
    """An agent answers; the button pressed says where the ticket goes next."""

    body = forms.CharField(label=_("Reply"), strip=False, widget=forms.Textarea({"rows": 4}))
    following = forms.ChoiceField(
        choices=[(code, code) for code in ("", Status.OPEN, Status.PENDING, Status.RESOLVED)],
        required=False,
        widget=forms.HiddenInput,
    )


class NoteForm(forms.Form):
    body = forms.CharField(
        label=_("Internal note"), strip=False, widget=forms.Textarea({"rows": 4})
    )
    files = FilesField()


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Status)
    waits_for = forms.CharField(label=_("Other body it waits for"), max_length=200, required=False)
    follow_up_on = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("status") == Status.ON_HOLD:
            for name in ("waits_for", "follow_up_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say whom the ticket waits for and when to ask again."))
        return cleaned


class QueueForm(forms.Form):
    queue = forms.ModelChoiceField(Queue.objects.active(), label=_("Queue"), empty_label=None)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Read once: a select and its field group both go through the choices.
        self.fields["queue"].widget.choices = list(self.fields["queue"].choices)


class RequirementField(forms.ModelChoiceField):
    """Requirements under the code and title of their newest text."""

    def __init__(self, *, user: User, **kwargs) -> None:
        found = Requirement.objects.visible_to(user).select_related("standard")
        super().__init__(found, **kwargs)
        versions = StandardVersion.objects.visible_to(user)
        texts = RequirementText.objects.filter(version__in=versions)
        texts = texts.order_by("version__in_force_from", "pk")
        self.titles = {text.requirement_id: f"{text.code} {text.title}" for text in texts}

    def label_from_instance(self, requirement: Requirement) -> str:
        return self.titles.get(requirement.pk, str(requirement))


class TicketForm(forms.Form):
    """A new ticket: what is going on first, details after."""

    kind = forms.ChoiceField(choices=Kind, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("What is going on?"),
        strip=False,
        help_text=BODY_HINT,
        widget=forms.Textarea({"rows": 8}),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=200,
        required=False,
        help_text=_("In one sentence. Left empty, it is the first line of the text above."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("On behalf of"), empty_label=None
    )
    system = forms.ModelChoiceField(
        System.objects.exclude(state=System.State.RETIRED),
        label=_("System"),
        required=False,
        empty_label=_("none or unknown"),
    )
    queue = forms.ModelChoiceField(
        Queue.objects.active(),
        label=_("Who should answer"),
        required=False,
        empty_label=_("the support point decides"),
    )
    files = FilesField()

    def __init__(self, *args, user: User, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offices = [acting.organisation.pk for acting in permissions.offices_of(user)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=offices)
        if len(offices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        if kind == Kind.QUESTION:
            self.fields["requirement"] = RequirementField(
                user=user,
                label=_("Requirement of a standard"),
                required=False,
                empty_label=_("none or unknown"),
            )
        if kind == Kind.INCIDENT:
            self.fields["is_restricted"] = forms.BooleanField(
                label=_("Hide it from the office’s coordinator"), required=False, initial=True,
                help_text=_("Only you and the support point will see it. You can share it later."),
            )  # fmt: skip
        self.order_fields(
            ["kind", "body", "subject", "organisation", "system", "requirement", "queue"]
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not cleaned.get("subject") and cleaned.get("body", "").strip():
            cleaned["subject"] = first_line(cleaned["body"])
        return cleaned


def first_line(body: str) -> str:
    """The first line with words, without Markdown marks, cut at a word within 120 characters."""
    line = body.strip().splitlines()[0].strip("#*_>-` \t")
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + "…"


def follow_up_default() -> str:
    """A day to ask again: a week from now."""
    return (timezone.localdate() + timedelta(days=7)).isoformat()
