"""How a session draws its places."""

from django import forms

from training.forms.organising import Moment
from training.models import WishRound


class RoundForm(forms.ModelForm):
    class Meta:
        model = WishRound
        fields = ("wishes_until", "draw_on", "one_per_office", "most_per_office", "untrained_first")
        widgets = {
            "wishes_until": Moment,
            "draw_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
