"""Which published answers concern what offices ask about most."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from helpdesk.models import PublishedAnswer, Ticket
from knowledge.related import HomeItem

LATELY = timedelta(days=182)
KEPT = 60 * 60  # seconds: counting goes through half a year of tickets
MOST_REQUIREMENTS = 100
LOOKED_AT = 200  # of the newest answers
MOST = 5
# A smaller number says more about one office than about what people ask.
FEWEST = 5


def most_asked(user) -> Sequence[HomeItem]:
    """Hook: answers to what was asked most often in half a year; where nothing was, the newest."""
    times = cache.get_or_set("helpdesk.most_asked", _asked_about, KEPT)
    answers = PublishedAnswer.objects.visible_to(user).in_force().select_related("interpretation")
    newest = answers.prefetch_related("interpretation__requirement_texts")[:LOOKED_AT]
    counted = [(_times(answer, times), answer) for answer in newest]
    counted.sort(key=lambda pair: -pair[0])  # stable: among equals the newest first
    return [
        HomeItem("asked", answer.question, answer.get_absolute_url(), _note(answer, asked))
        for asked, answer in counted[:MOST]
    ]


def _asked_about() -> Mapping[int, int]:
    """Requirement → tickets of the last half-year about it; restricted ones are not counted."""
    tickets = Ticket.objects.for_statistics().filter(opened_at__gte=timezone.now() - LATELY)
    counts = tickets.exclude(requirement=None).values_list("requirement").annotate(Count("pk"))
    return dict(counts.order_by("-pk__count")[:MOST_REQUIREMENTS])


def _times(answer: PublishedAnswer, times: Mapping[int, int]) -> int:
    texts = answer.interpretation.requirement_texts.all()
    return sum({text.requirement_id: times.get(text.requirement_id, 0) for text in texts}.values())


def _note(answer: PublishedAnswer, asked: int) -> str:
    if asked < FEWEST:
        return answer.label
    words = ngettext(
        "%(label)s · %(n)d question about it in half a year",
        "%(label)s · %(n)d questions about it in half a year",
        asked,
    )
    return words % {"label": answer.label, "n": asked}
