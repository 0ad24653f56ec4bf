"""A form that notices what should not be sent, offers to remove it, and lets a person decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import sensitive
from helpdesk.sensitive import What

REMOVED: Mapping[What, str | Promise] = {
    What.PESEL: gettext_lazy("[PESEL removed]"),
    What.ACCOUNT: gettext_lazy("[account number removed]"),
    What.PASSWORD: gettext_lazy("[password removed]"),
    What.KEY: gettext_lazy("[key removed]"),
}


NAMES: Mapping[What, str | Promise] = {
    What.PESEL: gettext_lazy("PESEL number"),
    What.ACCOUNT: gettext_lazy("bank account"),
    What.PASSWORD: gettext_lazy("password"),
    What.KEY: gettext_lazy("key or token"),
}


@dataclass(frozen=True)
class Noticed:
    """One kind of what was noticed, and how often."""

    what: What
    count: int

    def __str__(self) -> str:
        return f"{NAMES[self.what]} ({self.count})"


class SensitiveForm(forms.Form):
    """`keep_sensitive` is the person's choice to send it all the same: "pesel=1 password=2".

    The choice covers so many of each kind as the person was shown, and no more.
    """

    noticed: Sequence[Noticed] = ()
    keep_sensitive = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        texts = [str(cleaned.get(name) or "") for name in sensitive.names_of_texts(self.fields)]
        found = sensitive.count(texts)
        kept = _kept(cleaned.get("keep_sensitive", ""))
        self.noticed = [Noticed(what, found[what]) for what in What if found[what]]
        if any(found[what] > kept[what] for what in found):
            names = ", ".join(str(one) for one in self.noticed)
            self.add_error(
                "body",
                forms.ValidationError(
                    _("Not sent: the text holds %(names)s. Remove it, or say that it must stay."),
                    code="sensitive",
                    params={"names": names},
                ),
            )
        return cleaned

    @property
    def visible_with_errors(self) -> Sequence[tuple[forms.BoundField, object]]:
        """For the summary of errors: fields in the order of the page."""
        return [(field, field.errors) for field in self.visible_fields()]

    @property
    def to_keep(self) -> str:
        """The value of the choice to send what was noticed."""
        return " ".join(f"{one.what}={one.count}" for one in self.noticed)


def without_sensitive(data: QueryDict) -> QueryDict:
    """What was typed, with everything sensitive replaced by words that say so."""
    words = {what: str(said) for what, said in REMOVED.items()}
    clean = data.copy()
    for name in sensitive.names_of_texts(list(data)):
        clean[name] = sensitive.remove(data[name], words)
    return clean


def _kept(choice: str) -> Counter[str]:
    pairs = (pair.partition("=") for pair in choice.split())
    return Counter({what: int(count) for what, _is, count in pairs if count.isdecimal()})
