"""Words that tell one project from another: dictionary forms, without those that every grant is written in."""

from collections.abc import Mapping

from foundation.folding import fold
from foundation.search.analysis import is_stop_word, lemma_terms
from foundation.search.tokenising import tokenise

SHORTEST, LONGEST = 3, 40
MOST_CHARACTERS = 400_000  # of a specification
# In nearly every title and every specification: they would make everything alike.
EVERYDAY = frozenset(
    fold(
        """projekt program zakup budowa rozbudowa wdrożenie wdrożyć rozwój realizacja wykonanie
        dostawa usługa system systema gmina miasto powiat województwo urząd rzeczpospolita polska
        polski zamówienie zamawiający wykonawca oferta umowa przedmiot opis termin dzień rok
        wymaganie wymagać warunek być mieć móc oraz lub zakres element ramy poprzez teren obszar
        nowy własny zapewnić zapewnienie umożliwić możliwość należeć musieć każdy inny liczba
        wzrost podniesienie poprawa zwiększenie publiczny lokalny regionalny cyfrowy informatyczny
        elektroniczny e-usługa eusługa technologia informacyjny informacja dany strona"""
    ).split()
)


def telling_words(text: str) -> Mapping[str, str]:
    """Dictionary form → the word as it was written first; all forms of a word that has several."""
    found: dict[str, str] = {}
    for token in tokenise(text[:MOST_CHARACTERS]):
        word = token.text
        if token.is_code or len(word) < SHORTEST or not word.isalpha() or is_stop_word(word):
            continue
        terms = lemma_terms(token, "pl")
        if not EVERYDAY.intersection(terms):
            for term in terms:
                found.setdefault(term[:LONGEST], word)
    return found
