from django import forms

from foundation.accounts.models import User
from foundation.mailing.kinds import mail_kinds
from foundation.mailing.models import Preference


class PreferencesForm(forms.Form):
    """One choice of channel per kind of news."""

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        chosen = dict(Preference.objects.filter(user=user).values_list("kind", "channel"))
        for kind in mail_kinds():
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                choices=Preference.Channel.choices,
                initial=chosen.get(kind.code, Preference.Channel.MAIL),
                widget=forms.RadioSelect,
            )
