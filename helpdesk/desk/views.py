"""The views at the left of the desk: each a condition on the tickets that a person serves.

A concept adds a view of its own by one line in `VIEWS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import User
from helpdesk.models import Draft, Kind, Status
from helpdesk.models.ticket import OPEN_STATUSES, OURS

MINE, QUEUES, VIEWS_GROUP = (
    pgettext_lazy("tickets", "Mine"),
    _("Queues"),
    pgettext_lazy("lists of tickets", "Views"),
)
OWN = pgettext_lazy("lists of tickets", "My views")
IS_OPEN = Q(status__in=OPEN_STATUSES)
Condition = Callable[[User, datetime], Q]


@dataclass(frozen=True)
class View:
    """A view: `condition` says which tickets it holds for a person at a moment.

    `is_alarm`: its count is red when not zero. `is_counted`: false where nobody needs the number.
    """

    code: str
    label: str | Promise
    group: str | Promise
    condition: Condition
    is_alarm: bool = False
    is_counted: bool = True


def to_answer(user: User, _at: datetime) -> Q:
    return Q(status__in=OURS) & (Q(assignee=user) | Q(assignee=None))


def waits_for_requester(user: User, _at: datetime) -> Q:
    return Q(status=Status.PENDING, assignee=user)


def waits_for_body(user: User, _at: datetime) -> Q:
    return Q(status=Status.ON_HOLD, assignee=user)


def with_own_draft(user: User, _at: datetime) -> Q:
    drafts = Draft.objects.at_the_desk().filter(user=user)
    return IS_OPEN & Q(pk__in=drafts.values("ticket"))


def late(_user: User, at: datetime) -> Q:
    return IS_OPEN & Q(next_due_at__lt=at)


def incidents(_user: User, _at: datetime) -> Q:
    return IS_OPEN & Q(kind=Kind.INCIDENT)


def nobodys(_user: User, _at: datetime) -> Q:
    return Q(status__in=OURS, assignee=None)


def all_open(_user: User, _at: datetime) -> Q:
    return IS_OPEN


def finished(_user: User, _at: datetime) -> Q:
    return ~IS_OPEN


DEFAULT = View("answer", pgettext_lazy("tickets", "To answer"), MINE, to_answer)
FINISHED = View(
    "done", pgettext_lazy("tickets", "Finished"), VIEWS_GROUP, finished, is_counted=False
)
VIEWS: tuple[View, ...] = (
    DEFAULT,
    View("requester", _("Waits for the requester"), MINE, waits_for_requester),
    View("body", _("Waits for another body"), MINE, waits_for_body),
    View("drafts", pgettext_lazy("tickets", "With my draft"), MINE, with_own_draft),
    View("late", pgettext_lazy("tickets", "Late"), VIEWS_GROUP, late, is_alarm=True),
    View("incidents", _("Incidents"), VIEWS_GROUP, incidents, is_alarm=True),
    View("nobody", pgettext_lazy("tickets", "Nobody’s"), VIEWS_GROUP, nobodys),
    View("all", pgettext_lazy("tickets", "All open"), VIEWS_GROUP, all_open),
    FINISHED,
)
