"""News and events written from plain data: demo content, imports."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.models import User
from knowledge.models import (
    AgendaItem,
    Conclusion,
    EventMaterial,
    EventPage,
    NewsIndexPage,
    NewsPage,
)
from knowledge.permissions import may_write

# Of an event: (hour, what about, who speaks), (title, address), (what, who, until, done on).
Agenda = Sequence[tuple[time | None, str, str]]
Materials = Sequence[tuple[str, str]]
Conclusions = Sequence[tuple[str, str, date, date | None]]


def write_news(
    index: NewsIndexPage,
    *,
    by: User,
    is_published: bool = True,
    body: Sequence[tuple[str, object]] = (),
    at: datetime | None = None,
    **fields: object,
) -> NewsPage:
    """Write a piece of news under `index`, in its language; `body` are (block name, value) pairs.

    `fields` are those of `NewsPage`: slug, title, lead, audience, topic. With `at`, it is told on that day.
    """
    page = NewsPage(first_published_at=at if is_published else None, **fields)
    page.body = list(body)
    return _add(index, page, by=by, is_published=is_published)


def write_event(
    index: NewsIndexPage,
    *,
    by: User,
    is_published: bool = True,
    body: Sequence[tuple[str, object]] = (),
    agenda: Agenda = (),
    materials: Materials = (),
    conclusions: Conclusions = (),
    **fields: object,
) -> EventPage:
    """Write an event under `index`, in its language; raises ValidationError where it ends before it begins."""
    page = EventPage(**fields)
    page.body = list(body)
    page.agenda = [AgendaItem(at=at, title=title, speaker=who) for at, title, who in agenda]
    page.materials = [EventMaterial(title=title, url=url) for title, url in materials]
    page.conclusions = [
        Conclusion(words=words, owner=owner, due_on=due_on, done_on=done_on)
        for words, owner, due_on, done_on in conclusions
    ]
    return _add(index, page, by=by, is_published=is_published)


@transaction.atomic
def _add(
    index: NewsIndexPage, page: NewsPage | EventPage, *, by: User, is_published: bool
) -> NewsPage | EventPage:
    if not may_write(by):
        raise PermissionDenied
    page.locale, page.live, page.owner = index.locale, False, by
    page.validate_constraints()
    index.add_child(instance=page)
    revision = page.save_revision(user=by, changed=False)
    if is_published:
        revision.publish(user=by)
    page.refresh_from_db()
    return page
