"""Guidance written from plain data: demo content, imports, answers that become knowledge."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from foundation.accounts.models import User
from foundation.search.folding import fold
from knowledge.models import GuidanceIndexPage, GuidancePage, Requirement, System
from knowledge.permissions import may_write


@transaction.atomic
def write_guidance(
    index: GuidanceIndexPage,
    *,
    by: User,
    title: str,
    answer: str,
    body: Sequence[tuple[str, object]] = (),
    requirements: Sequence[Requirement] = (),
    systems: Sequence[System] = (),
    change_note: str = "",
    is_published: bool = True,
    fields: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> GuidancePage:
    """Write a page under `index`, in its language; `body` are (block name, value) pairs.

    `fields` are other fields of `GuidancePage`: slug, topic, is_for_it, reviewed_on … An unpublished page is
    a draft that only editors see.
    """
    if not may_write(by):
        raise PermissionDenied
    given = {"slug": _free_slug(index, title)} | dict(fields or {})
    page = GuidancePage(
        title=title, answer=answer, locale=index.locale, live=False, owner=by, **given
    )
    page.body = list(body)
    page.requirements, page.systems = list(requirements), list(systems)
    if change_note:
        page.change_notes.create(on=timezone.localdate(at), note=change_note)
    index.add_child(instance=page)
    revision = page.save_revision(user=by, changed=False)
    if is_published:
        revision.publish(user=by)
    page.refresh_from_db()
    return page


def _free_slug(index: GuidanceIndexPage, title: str) -> str:
    """An address from the title, in plain letters, that no sister page has."""
    wanted = slugify(fold(title))[:200] or "poradnik"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
