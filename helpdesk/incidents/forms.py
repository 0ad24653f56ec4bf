"""What people fill in about an incident, in short steps; actions check again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation, User
from foundation.files.forms import FilesField
from helpdesk import permissions
from helpdesk.forms.moments import MomentField
from helpdesk.forms.sensitive import SensitiveForm
from helpdesk.incidents import tlp
from helpdesk.models import Incident, IncidentClock, LegalClock, Message, Tlp
from knowledge.models import System


class WhatForm(SensitiveForm):
    """The first step: what is going on, and since when."""

    body = forms.CharField(
        label=_("What happened?"),
        strip=False,
        max_length=20_000,
        help_text=_("What you see, which computers or data, what you did so far. No passwords."),
        widget=forms.Textarea({"rows": 7}),
    )
    detected_at = MomentField(
        label=_("When was it noticed?"),
        required=False,
        help_text=_("The law counts its time limits from this moment. A first guess is enough."),
    )


class TlpField(forms.ChoiceField):
    """Who may know what is written, with what each label means."""

    def __init__(self, **kwargs) -> None:
        defaults = {
            "label": _("Who may know?"),
            "initial": Tlp.AMBER_STRICT,
            "choices": tlp.choices,
            "widget": forms.RadioSelect,
        }
        super().__init__(**defaults | kwargs)


class ReporterForm(forms.Form):
    """The second step without an account: everything may be left out."""

    stated_office = forms.CharField(label=_("Which office is it?"), max_length=200, required=False)
    reporter_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    reporter_phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("In an urgent matter an agent calls."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    reporter_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We only say that there is an answer. You read it by a link shown at the end."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    files = FilesField()
    tlp = TlpField()

    @property
    def reporter(self) -> dict[str, str]:
        """Who reports, as they say."""
        names = ("stated_office", "reporter_name", "reporter_phone", "reporter_email")
        return {name: self.cleaned_data[name] for name in names}


class MemberForm(forms.Form):
    """The second step for people who act for an office; theirs is filled in."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("On behalf of"), empty_label=None
    )
    system = forms.ModelChoiceField(
        System.objects.exclude(state=System.State.RETIRED),
        label=_("System"),
        required=False,
        empty_label=_("none or unknown"),
    )
    files = FilesField()
    tlp = TlpField()
    is_restricted = forms.BooleanField(
        label=_("Hide it from the office’s coordinator"),
        required=False,
        initial=True,
        help_text=_("Only you and the support point will see it. You can share it later."),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offices = [acting.organisation.pk for acting in permissions.offices_of(user)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=offices)


class LinkReplyForm(SensitiveForm):
    """More words and files of a reporter without an account."""

    body = forms.CharField(
        label=_("Add to your report"),
        strip=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
    )
    files = FilesField()


class ClaimForm(forms.Form):
    """For which office a report is taken over."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("On behalf of"), required=False,
        empty_label=_("no office, just me"),
    )  # fmt: skip

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offices = [acting.organisation.pk for acting in permissions.offices_of(user)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=offices)
        if offices:
            self.initial.setdefault("organisation", offices[0])


class DeclarationForm(forms.Form):
    """The office's own declaration: when it was noticed, and which legal clocks apply."""

    detected_at = MomentField(label=_("Noticed at"), required=False)

    UNDECIDED = ("", pgettext_lazy("legal clock", "not decided yet"))

    def __init__(self, *args, clocks: list[LegalClock], incident: Incident, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.clocks = clocks
        self.initial.setdefault("detected_at", incident.detected_at)
        for clock in clocks:
            self.fields[f"clock_{clock.code}"] = forms.ChoiceField(
                label=clock.name,
                required=False,
                choices=[self.UNDECIDED, *IncidentClock.Standing.choices],
            )

    @property
    def standings(self) -> dict[str, str]:
        """What was declared, by code of the clock; empty where nothing is decided."""
        return {clock.code: self.cleaned_data[f"clock_{clock.code}"] for clock in self.clocks}


class DoneForm(forms.Form):
    """A report to an authority was made."""

    done_at = MomentField(label=_("Sent at"))


class TlpForm(forms.Form):
    tlp = TlpField()


class PackageForm(forms.Form):
    """Which public replies go into a hand-over package."""

    messages = forms.ModelMultipleChoiceField(
        Message.objects.none(),
        label=_("Messages in the package"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one message.")},
    )

    def __init__(self, *args, messages, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].queryset = messages
        self.fields["messages"].label_from_instance = _message_label
        self.initial.setdefault("messages", messages)


def _message_label(message: Message) -> str:
    start = " ".join(message.body.split())
    return f"{message.author_name}: {start[:80]}{'…' if len(start) > 80 else ''}"
