"""Guidance written from plain data: demo content, imports, answers that become knowledge."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
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
    notes = [(timezone.localdate(at), change_note)] if change_note else []
    about = {"requirements": requirements, "systems": systems, "fields": fields or {}}
    words = {"title": title, "answer": answer, "body": body, "change_notes": notes}
    page = _add_draft(index, by=by, **words, **about)
    revision = page.save_revision(user=by, changed=False)
    if is_published:
        revision.publish(user=by)
    page.refresh_from_db()
    return page


@transaction.atomic
def propose_guidance(
    index: GuidanceIndexPage,
    *,
    by: User,
    title: str,
    answer: str,
    body: Sequence[tuple[str, object]],
    requirements: Sequence[Requirement] = (),
    systems: Sequence[System] = (),
) -> GuidancePage:
    """Put a draft before the editors, for staff who do not write guidance themselves.

    Editors see it among the unpublished pages, mend it and publish it, or throw it away.
    """
    if not by.is_staff_member:
        raise PermissionDenied
    about = {"requirements": requirements, "systems": systems, "fields": {}}
    page = _add_draft(index, by=by, title=title, answer=answer, body=body, **about)
    page.save_revision(user=by, changed=True)
    return page


def _add_draft(
    index: GuidanceIndexPage,
    *,
    by: User,
    title: str,
    answer: str,
    body: Sequence[tuple[str, object]],
    requirements: Sequence[Requirement],
    systems: Sequence[System],
    fields: Mapping[str, object],
    change_notes: Sequence[tuple[date, str]] = (),
) -> GuidancePage:
    given = {"slug": _free_slug(index, title)} | dict(fields)
    page = GuidancePage(
        title=title, answer=answer, locale=index.locale, live=False, owner=by, **given
    )
    page.body = list(body)
    page.requirements, page.systems = list(requirements), list(systems)
    for on, note in change_notes:
        page.change_notes.create(on=on, note=note)
    index.add_child(instance=page)
    return page


def _free_slug(index: GuidanceIndexPage, title: str) -> str:
    """An address from the title, in plain letters, that no sister page has."""
    wanted = slugify(fold(title))[:200] or "poradnik"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
