"""Words in every form: dictionary forms stand behind the text that the list of projects is searched by."""

from collections.abc import Iterator

from foundation.folding import fold
from foundation.search.analysis import lemma_terms
from foundation.search.tokenising import tokenise


def searchable(text: str, *, in_any_form: str) -> str:
    """`text` folded, then each dictionary form of the words of `in_any_form` between spaces."""
    forms = dict.fromkeys(form for word in in_any_form.split() for form in forms_of(word))
    return f"{fold(text)}  {' '.join(forms)} "


def forms_of(word: str) -> Iterator[str]:
    """Dictionary forms, all of them where a word has several; none of numbers and codes."""
    for token in tokenise(word):
        if not token.is_code and token.text.isalpha():
            yield from sorted(lemma_terms(token, "pl"))
