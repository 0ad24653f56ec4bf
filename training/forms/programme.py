"""Forms of the programme of a conference."""

from django import forms

from training.models import Session, Speaker, Talk, Track


class TrackForm(forms.ModelForm):
    class Meta:
        model = Track
        fields = ("name_pl", "name_en", "room")


class SpeakerForm(forms.ModelForm):
    class Meta:
        model = Speaker
        fields = ("name", "position_pl", "position_en")


class TalkForm(forms.ModelForm):
    """A talk of one conference: its own tracks and speakers, and a day of it."""

    class Meta:
        model = Talk
        fields = (
            "title_pl", "title_en", "on", "starts", "ends", "track", "capacity", "speakers",
            "about_pl", "about_en",
        )  # fmt: skip
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "speakers": forms.CheckboxSelectMultiple,
            "about_pl": forms.Textarea(attrs={"rows": 4}),
            "about_en": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, session: Session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = sorted({meeting.on for meeting in session.meetings.all()})
        self.fields["on"].widget = forms.DateInput(
            attrs={"type": "date", "min": days[0].isoformat(), "max": days[-1].isoformat()},
            format="%Y-%m-%d",
        )
        self.fields["on"].initial = days[0]
        for name in ("track", "speakers"):
            offered = self.fields[name].queryset.filter(session=session)
            self.fields[name].queryset = offered
            if not offered.exists():
                del self.fields[name]
