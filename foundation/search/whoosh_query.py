"""Our question as Whoosh's query objects; Whoosh's parser is never used.

Beware of `whoosh.query.Require`: in 2.7.4 it returns what does *not* meet the requirement.
"""

from collections.abc import Collection

from whoosh.query import And, Or, Query, Term

from foundation.search.questions import Want, Word

# How much a match in a field counts. Spelling as typed beats a dictionary form, titles beat text.
CODE, TITLE_EXACT, TITLE, EXACT, LEMMA, KIND_NAME = 8.0, 5.0, 3.0, 1.5, 1.0, 0.5
NO_WEIGHT = 0.0001


def query_for(want: Want, restricted_tokens: Collection[str]) -> Query:
    """Pages that meet `want`; in restricted text only where one of `restricted_tokens` allows it."""
    readings = [
        And([_query_for_word(word, restricted_tokens) for word in reading])
        for reading in want.readings
    ]
    return readings[0] if len(readings) == 1 else Or(readings)


def _query_for_word(word: Word, restricted_tokens: Collection[str]) -> Query:
    terms = [
        Term("code", word.exact, boost=CODE),
        Term("title_exact", word.exact, boost=TITLE_EXACT),
        Term("exact", word.exact, boost=EXACT),
    ]
    for lemma, weight in word.lemmas.items():
        terms.append(Term("title", lemma, boost=TITLE * weight))
        terms.append(Term("lemma", lemma, boost=LEMMA * weight))
        terms.append(Term("kind_name", lemma, boost=KIND_NAME * weight))
    if restricted_tokens:
        terms.append(_restricted(word, restricted_tokens))
    return Or(terms)


def _restricted(word: Word, restricted_tokens: Collection[str]) -> Query:
    may_read = Or([Term("restricted_audience", t, boost=NO_WEIGHT) for t in restricted_tokens])
    terms = [Term("restricted_exact", word.exact, boost=EXACT)]
    terms += [
        Term("restricted_lemma", lemma, boost=LEMMA * weight)
        for lemma, weight in word.lemmas.items()
    ]
    return And([Or(terms), may_read])
