"""What the desk lists: views with counts, and pages of tickets by nearest deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import User
from helpdesk.models import Kind, Queue, Status, Ticket
from helpdesk.models.ticket import OPEN_STATUSES, OURS
from helpdesk.word_search import searched_word
from knowledge.keyset import KeysetPage, keyset_page

PAGE = 50
# Counting stops here: a number nobody can act on is not worth reading a million rows.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class View:
    """One line at the left of the desk; `count` is None where nothing is counted."""

    code: str
    label: str | Promise
    group: str | Promise
    count: int | None = None
    is_hot: bool = False

    @property
    def count_label(self) -> str:
        return f"{MOST_COUNTED}+" if self.count and self.count >= MOST_COUNTED else str(self.count)


MINE, QUEUES, VIEWS = (
    pgettext_lazy("tickets", "Mine"),
    _("Queues"),
    pgettext_lazy("lists of tickets", "Views"),
)
LABELS = {
    "answer": (pgettext_lazy("tickets", "To answer"), MINE),
    "requester": (_("Waits for the requester"), MINE),
    "body": (_("Waits for another body"), MINE),
    "late": (pgettext_lazy("tickets", "Late"), VIEWS),
    "incidents": (_("Incidents"), VIEWS),
    "nobody": (pgettext_lazy("tickets", "Nobody’s"), VIEWS),
    "all": (pgettext_lazy("tickets", "All open"), VIEWS),
    "done": (pgettext_lazy("tickets", "Finished"), VIEWS),
}
DEFAULT = "answer"
HOT = ("late", "incidents")


def condition(code: str, user: User, at: datetime) -> Q:
    """Which tickets a view holds, among those that `user` serves."""
    is_open = Q(status__in=OPEN_STATUSES)
    return {
        "answer": Q(status__in=OURS) & (Q(assignee=user) | Q(assignee=None)),
        "requester": Q(status=Status.PENDING, assignee=user),
        "body": Q(status=Status.ON_HOLD, assignee=user),
        "late": is_open & Q(next_due_at__lt=at),
        "incidents": is_open & Q(kind=Kind.INCIDENT),
        "nobody": Q(status__in=OURS, assignee=None),
        "all": is_open,
        "done": ~is_open,
    }[code]


def views(user: User, queues: Sequence[Queue], at: datetime) -> list[View]:
    """All views of `user` with their counts, in one query over open tickets."""
    counted = [code for code in LABELS if code != "done"]
    aggregates = {code: Count("pk", filter=condition(code, user, at)) for code in counted}
    for queue in queues:
        aggregates[f"queue_{queue.pk}"] = Count("pk", filter=Q(queue=queue, status__in=OURS))
    served = Ticket.objects.served_by(user).open().order_by()[:MOST_COUNTED]
    counts = served.aggregate(**aggregates)
    lines = [
        View(code, label, group, counts.get(code), code in HOT and bool(counts.get(code)))
        for code, (label, group) in LABELS.items()
    ]
    of_queues = [View(q.slug, q.name, QUEUES, counts[f"queue_{q.pk}"]) for q in queues]
    return lines[:3] + of_queues + lines[3:]


def tickets(
    user: User, queues: Sequence[Queue], parameters: QueryDict, at: datetime
) -> tuple[str, KeysetPage]:
    """The chosen view's code and its page of tickets; an unknown view is the default one."""
    code = parameters.get("view", DEFAULT)
    queue = next((queue for queue in queues if queue.slug == code), None)
    code = code if queue or code in LABELS else DEFAULT
    found = Ticket.objects.served_by(user).for_list()
    if word := searched_word(parameters):
        found = found.filter(matches(word))
    elif queue:
        found = found.filter(queue=queue, status__in=OURS)
    else:
        found = found.filter(condition(code, user, at))
    if word or code == "done":
        return code, keyset_page(found, parameters, field="changed_at", size=PAGE)
    return code, by_deadline(found, parameters.get("after", ""))


def matches(word: str) -> Q:
    """Tickets whose number, subject or office holds `word`."""
    return (
        Q(reference__iexact=word)
        | Q(subject__icontains=word)
        | Q(organisation__name__icontains=word)
    )


def by_deadline(found: QuerySet, after: str) -> KeysetPage:
    """The page that follows the ticket of key `after`, by nearest deadline, those without one last."""
    ordered = found.order_by(F("next_due_at").asc(nulls_last=True), "pk")
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    anchor = Ticket.objects.filter(pk=key).values_list("next_due_at", "pk").first() if key else None
    if anchor and anchor[0] is None:
        ordered = ordered.filter(next_due_at=None, pk__gt=anchor[1])
    elif anchor:
        due_at, pk = anchor
        later = Q(next_due_at__gt=due_at) | Q(next_due_at=due_at, pk__gt=pk) | Q(next_due_at=None)
        ordered = ordered.filter(later)
    rows = list(ordered[: PAGE + 1])
    has_more = len(rows) > PAGE
    return KeysetPage(rows[:PAGE], older=rows[PAGE - 1].pk if has_more else 0)


def next_after(user: User, reference: str, at: datetime) -> Ticket | None:
    """The ticket to answer next: the nearest deadline of the default view, but for this one."""
    found = Ticket.objects.served_by(user).filter(condition(DEFAULT, user, at))
    nearest = found.order_by(F("next_due_at").asc(nulls_last=True), "pk")
    return nearest.exclude(reference=reference).first()
