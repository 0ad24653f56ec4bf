"""Forms of organisers: planning a session, its places, a reason."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from training.actions.organising import MeetingTimes
from training.forms.ways import WayForm
from training.models import Course, Meeting, Session
from training.models.placed import LARGEST_SESSION


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason, for the participants"),
        max_length=250,
        error_messages={"required": _("Say why: the participants are told.")},
    )


class CapacityForm(WayForm):
    capacity = forms.IntegerField(
        label=_("Number of places"), min_value=1, max_value=LARGEST_SESSION
    )


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SessionForm(forms.ModelForm):
    """Everything about a session but its meetings; the number of places only while it is planned."""

    joining_url = forms.URLField(
        label=_("Joining address"),
        help_text=_("Never shown: participants get there by a link of ours, shortly before."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    added_places = forms.IntegerField(
        label=_("Number of places of the way that is added"),
        help_text=_(
            "Only where you choose “on site and online”. The places there are stay as they are."
        ),
        min_value=1,
        max_value=LARGEST_SESSION,
        required=False,
    )

    class Meta:
        model = Session
        fields = (
            "course",
            "capacity",
            "online_capacity",
            "organisation_limit",
            "registration_opens_at",
            "registration_closes_at",
            "swaps_until",
            "needs_approval",
            "approval_days",
            "approval_hold_hours",
            "place",
            "venue",
            "address",
            "accessibility",
            "joining_url",
            "language",
            "funding",
            "question_pl",
            "question_en",
            "trainers",
        )
        widgets = {
            "registration_opens_at": Moment,
            "registration_closes_at": Moment,
            "swaps_until": Moment,
            "accessibility": forms.Textarea(attrs={"rows": 3}),
            "place": forms.RadioSelect,
            "trainers": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainers"].queryset = User.objects.active().in_role(Role.TRAINER)
        self.fields["course"].queryset = Course.objects.exclude(kind=Course.Kind.SELF_PACED)
        if not self.fields["trainers"].queryset.exists():
            del self.fields["trainers"]
        if not self.fields["funding"].queryset.exists():
            del self.fields["funding"]
        where = ["venue", "address", "joining_url", "accessibility"]
        numbers = ["capacity", "online_capacity", "added_places"]
        self.order_fields(["course", "place", *where, *numbers])
        self.fields["online_capacity"].help_text = _(
            "Only for a session on site and online; then the number above counts those on site."
        )
        if self.instance.pk:
            del self.fields["capacity"], self.fields["online_capacity"], self.fields["course"]
        if not self.instance.pk or self.instance.has_two_ways:
            del self.fields["added_places"]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        name = next((n for n in ("online_capacity", "added_places") if n in self.fields), None)
        if name and data.get("place") != Session.Place.BOTH:
            data[name] = None
        elif name and not data.get(name) and name not in self.errors:
            self.add_error(name, _("Each way needs its own number of places."))
        return data


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ("on", "starts", "ends")
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }


class BaseMeetingFormSet(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, object]:
        """Any line may be left empty, also one that held a meeting: that takes the meeting out."""
        return {"empty_permitted": True}

    def clean(self) -> None:
        if not any(self.errors) and not self.times():
            raise ValidationError(_("A session needs at least one meeting."))

    def times(self) -> Sequence[MeetingTimes]:
        """The meetings typed in, without the empty lines."""
        filled = [f.cleaned_data for f in self.forms if f.has_changed() and f.cleaned_data]
        return [MeetingTimes(data["on"], data["starts"], data["ends"]) for data in filled]


MeetingFormSet = forms.formset_factory(MeetingForm, formset=BaseMeetingFormSet, extra=2)
