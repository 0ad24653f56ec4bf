"""Answers that editors put above everything found."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from foundation.search.models import BestBet
from foundation.search.questions import Question, is_same, understood

MOST = 3


def best_bets(question: Question, language: str) -> Sequence[BestBet]:
    """Those whose words, in any form, all stand in the question; the most specific first."""
    met = [
        (len(words), bet)
        for bet in BestBet.objects.filter(language=language)
        if (words := _words(bet.words)) and all(_stands_in(word, question) for word in words)
    ]
    return [bet for _count, bet in sorted(met, key=lambda one: (-one[0], one[1].pk))[:MOST]]


def _words(text: str):
    try:
        return understood(text, tuple).words
    except ValidationError:
        return ()


def _stands_in(word, question: Question) -> bool:
    return any(is_same(word, asked) for want in question.wants for asked in want.readings[0])
