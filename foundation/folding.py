"""Names as people type them: no capitals, no Polish letters, single spaces."""

import re
import unicodedata

from django.db import models

# Letters that have no decomposition: NFKD leaves them as they are.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"})
# Marks that a decomposition sets apart, and signs that are seen by nobody.
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics: „Łódź-Śródmieście” gives „lodz srodmiescie”."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return _BETWEEN_WORDS.sub(" ", _MARKS.sub("", decomposed)).strip()


class FoldedField(models.CharField):
    """The folded text of other fields of the row, written with it; searched with LIKE."""

    def __init__(self, *args, sources: tuple[str, ...] = (), **kwargs) -> None:
        self.sources = sources
        super().__init__(*args, **{"max_length": 600, "editable": False, "blank": True} | kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.text_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def text_of(self, instance: models.Model) -> str:
        """What the field holds for `instance`; bulk updates, which skip the above, ask here."""
        return fold(" ".join(getattr(instance, name) for name in self.sources))[: self.max_length]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}
