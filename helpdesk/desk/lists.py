"""What the desk lists: views with counts, and pages of tickets by nearest deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from foundation.accounts.models import User
from foundation.keyset import KeysetPage, keyset_page
from foundation.searched import searched_words
from helpdesk.desk.views import DEFAULT, FINISHED, IS_OPEN, MINE, OWN, QUEUES, VIEWS
from helpdesk.desk.word_search import matches
from helpdesk.models import Queue, Tag, Ticket, TicketEvent
from helpdesk.models.ticket import OURS

PAGE = 50
# The nearest deadline first, those without one last.
BY_DEADLINE = {"field": "next_due_at", "ascending": True, "has_blanks": True}
# Counting stops here: a number nobody can act on is not worth reading a million rows.
MOST_COUNTED = 300


@dataclass(frozen=True)
class Line:
    """One view at the left of the desk; `count` is None where nothing is counted."""

    code: str
    label: str | Promise
    group: str | Promise
    condition: Q
    count: int | None = None
    is_hot: bool = False

    @property
    def count_label(self) -> str:
        return f"{MOST_COUNTED}+" if self.count and self.count >= MOST_COUNTED else str(self.count)


def lines(
    user: User,
    queues: Sequence[Queue],
    at: datetime,
    *,
    saved: Sequence[Mapping[str, str]] = (),
    tags: Sequence[Tag] = (),
) -> list[Line]:
    """All views of `user` with their counts, `saved` ones of their own first, in one query.

    `tags` are all there are: the words of a saved view may be theirs.
    """
    built_in = [
        Line(view.code, view.label, view.group, view.condition(user, at), is_hot=view.is_alarm)
        for view in VIEWS
    ]
    uncounted = {view.code for view in VIEWS if not view.is_counted}
    of_queues = [Line(q.slug, q.name, QUEUES, Q(queue=q, status__in=OURS)) for q in queues]
    own = [_saved(view, [*built_in, *of_queues], tags) for view in saved]
    mine = [line for line in built_in if line.group is MINE]
    others = [line for line in built_in if line.group is not MINE]
    found = [*mine, *own, *of_queues, *others]
    counts = _counts(user, queues, [line for line in found if line.code not in uncounted])
    return [
        replace(line, count=counts.get(line.code), is_hot=line.is_hot and bool(counts[line.code]))
        if line.code in counts
        else line
        for line in found
    ]


def _saved(view: Mapping[str, str], lines: Sequence[Line], tags: Sequence[Tag]) -> Line:
    """A view of one's own: words among the tickets of another view, of all open ones if it is gone."""
    base = next((line for line in lines if line.code == view["base"]), None)
    condition = base.condition if base else IS_OPEN
    return Line(f"own:{view['name']}", view["name"], OWN, condition & matches(view["word"], tags))


def _counts(user: User, queues: Sequence[Queue], lines: Sequence[Line]) -> dict[str, int]:
    """Each line by itself, no further than `MOST_COUNTED`; the built-in ones from the index of open tickets."""
    if not queues:
        return {line.code: 0 for line in lines}
    served = Ticket.objects.served_by(user, queues).order_by()
    counts = count_each(served, [line.condition for line in lines])
    return dict(zip([line.code for line in lines], counts, strict=True))


def count_each(found: QuerySet, conditions: Sequence[Q]) -> Sequence[int]:
    """How many of `found` meet each condition, none of which may join a table; asked in one query.

    What they have in common is written once: as query sets of their own they would take twice as long to
    write, which is most of what counting costs.
    """
    query = found.values("pk").query
    common, values = query.sql_with_params()
    compiler = query.get_compiler(connection=connection)
    counts: list[str] = []
    parameters: list[object] = []
    for condition in conditions:
        sql, own_values = compiler.compile(query.build_where(condition))
        one = f"{common} AND {sql} LIMIT {MOST_COUNTED}"
        counts.append(f"(SELECT COUNT(*) FROM ({one}) AS counted)")  # noqa: S608  the ORM wrote it
        parameters += (*values, *own_values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", parameters)
        return cursor.fetchone()


def opened_since(user: User, view: Line, event: int) -> int:
    """How many tickets of `view` were opened after the event that the list shows."""
    opened = TicketEvent.objects.filter(verb=TicketEvent.Verb.OPENED, pk__gt=event)
    found = Ticket.objects.served_by(user).filter(view.condition)
    return found.filter(pk__in=opened.values("ticket")).count()


def tickets(
    user: User,
    view: Line,
    parameters: QueryDict,
    *,
    queues: Sequence[Queue],
    tags: Sequence[Tag],
    fields: Sequence[str],
) -> KeysetPage:
    """The page of `view` that `parameters` ask for, as named values of `fields`.

    `queues` are those that `user` serves, `tags` all there are.
    """
    served = Ticket.objects.served_by(user, queues).values_list(*fields, named=True)
    found = narrowed(served, view, parameters, tags=tags)
    is_by_change = searched_words(parameters) or view.code == FINISHED.code
    order = {"field": "changed_at"} if is_by_change else BY_DEADLINE
    return keyset_page(found, parameters, size=PAGE, places=served, **order)


def narrowed(
    served: QuerySet, view: Line, parameters: QueryDict, *, tags: Sequence[Tag]
) -> QuerySet:
    """Those of `served` that the list or its file shows: of `view`, or with the searched words."""
    word = searched_words(parameters)
    found = served.filter(matches(word, tags) if word else view.condition)
    tag = tag_of(parameters, tags)
    return found.filter(tags=tag) if tag else found


def chosen(views: Sequence[Line], parameters: QueryDict) -> Line:
    """The view that `parameters` name; an unknown one is the default."""
    code = parameters.get("view", DEFAULT.code)
    default = next(view for view in views if view.code == DEFAULT.code)
    return next((view for view in views if view.code == code), default)


def tag_of(parameters: QueryDict, tags: Sequence[Tag]) -> Tag | None:
    """The one of `tags` by which the list is narrowed; an unknown one narrows nothing."""
    slug = parameters.get("tag")
    return next((tag for tag in tags if tag.slug == slug), None) if slug else None


def next_after(user: User, reference: str, at: datetime) -> Ticket | None:
    """The ticket to answer next: the nearest deadline of the default view, but for this one."""
    found = Ticket.objects.served_by(user).filter(DEFAULT.condition(user, at))
    nearest = found.order_by(F("next_due_at").asc(nulls_last=True), "pk")
    return nearest.exclude(reference=reference).first()
