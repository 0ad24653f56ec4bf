"""The part of a text that answers, with the matched words marked; everything else escaped."""

from collections.abc import Collection, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from foundation.search.analysis import exact_term, lemma_terms
from foundation.search.questions import Word
from foundation.search.tokenising import Token, tokenise

LENGTH = 260  # characters of a snippet
READ_AT_MOST = 60_000  # characters of a text looked through for a snippet

Span = tuple[int, int]


def snippet(text: str, words: Collection[Word], language: str) -> SafeString:
    """HTML of the part of `text` with most of `words`, or its beginning where none stands in it."""
    text = " ".join(text[:READ_AT_MOST].split())
    spans = matched_spans(text, words, language)
    start, end = _best_window(text, spans)
    marked = _marked(text, [s for s in spans if start <= s[0] and s[1] <= end], start, end)
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308  every piece is escaped below


def marked(text: str, words: Collection[Word], language: str) -> SafeString:
    """HTML of the whole `text`, e.g. a title, with `words` marked."""
    return _marked(text, matched_spans(text, words, language), 0, len(text))


def matched_spans(text: str, words: Collection[Word], language: str) -> Sequence[Span]:
    """Where any form of `words` stands, from left to right, none inside another."""
    exact = {word.exact for word in words}
    lemmas = {lemma for word in words for lemma in word.lemmas}
    spans: list[Span] = []
    for token in tokenise(text):
        if not _is_match(token, exact, lemmas, language):
            continue
        if spans and token.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(token.end, spans[-1][1]))
        else:
            spans.append((token.start, token.end))
    return spans


def _is_match(token: Token, exact: set[str], lemmas: set[str], language: str) -> bool:
    term = exact_term(token)
    return bool(term) and (term in exact or not lemmas.isdisjoint(lemma_terms(token, language)))


def _best_window(text: str, spans: Sequence[Span]) -> Span:
    """The stretch of about `LENGTH` characters with most matches, at the borders of words."""
    if not spans or len(text) <= LENGTH:
        return 0, min(len(text), _word_end(text, LENGTH))
    best = max(
        spans, key=lambda s: (sum(s[0] <= o[0] and o[1] <= s[0] + LENGTH for o in spans), -s[0])
    )
    start = max(0, min(best[0] - LENGTH // 4, len(text) - LENGTH))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    return start, _word_end(text, max(start + LENGTH, best[1]))


def _word_end(text: str, place: int) -> int:
    end = text.find(" ", place)
    return len(text) if end < 0 or end > place + 40 else end


def _marked(text: str, spans: Sequence[Span], start: int, end: int) -> SafeString:
    pieces, place = [], start
    for left, right in spans:
        pieces += [escape(text[place:left]), f"<mark>{escape(text[left:right])}</mark>"]
        place = right
    pieces.append(escape(text[place:end]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped above
