"""How somebody takes part, where a session can be attended on site and online."""

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import Session
from training.states import Way
from training.words import places_of_way


class WayForm(forms.Form):
    """Asks for the way of taking part, with the places of each; only where there are two."""

    way = forms.ChoiceField(
        label=_("How to take part"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how to take part: on site or online.")},
    )

    def __init__(self, *args, session: Session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if session.has_two_ways:
            choices = [
                (way, f"{way.label} – {places_of_way(session, way)}") for way in session.ways
            ]
            self.fields["way"].choices = choices
        else:
            del self.fields["way"]

    def chosen_way(self) -> Way | None:
        """None where there is nothing to choose."""
        return Way(self.cleaned_data["way"]) if "way" in self.fields else None
