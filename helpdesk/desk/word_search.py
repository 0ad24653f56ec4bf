"""The desk's search: tickets that hold all words of a text, whichever of their parts holds which."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from foundation.accounts.models import Organisation
from foundation.folding import fold
from helpdesk.models import Tag, Ticket

# Further words are not looked at.
MOST_WORDS = 8


def matches(text: str, tags: Iterable[Tag]) -> Q:
    """Tickets whose number, subject, office and tags together hold all words of `text`.

    Capitals and diacritics do not count; a number may also be the TERC or RSPO code of an office.
    `tags` are all there are. Where none holds a word and no office has the code, one key is searched
    and the database may choose its way; else each way has its index, and they are put together.
    """
    words = fold(text).split()[:MOST_WORDS]
    in_key = [Q(search_key__contains=word) for word in words]
    by_key = Q(*in_key)
    others = []
    held = [[tag for tag in tags if word in tag.search_key] for word in words]
    if any(held):
        either = [key | Q(pk__in=_tagged(some)) for key, some in zip(in_key, held, strict=True)]
        everyone = {tag for some in held for tag in some}
        others.append(Q(pk__in=_tagged(everyone)) & Q(*either))
    if len(words) == 1 and words[0].isdigit():
        offices = Organisation.objects.search(text).order_by()
        others.append(Q(organisation__in=offices.values("pk")))
    return Q(pk__in=_together(by_key, others)) if others else by_key


def _tagged(tags: Iterable[Tag]) -> QuerySet:
    """The keys of tickets with any of `tags`."""
    return Tag.tickets.through.objects.filter(tag__in=[tag.pk for tag in tags]).values("ticket")


def _together(first: Q, others: Sequence[Q]) -> QuerySet:
    """The keys of tickets under any of the conditions, each found by itself."""
    tickets = Ticket.objects.order_by().values("pk")
    return tickets.filter(first).union(*(tickets.filter(one) for one in others), all=True)
