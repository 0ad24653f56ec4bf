"""What changed about a subject since a moment, as everybody may read it: for a page, a feed and mail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.watching.lists import NewItem, WatchedList
from foundation.watching.nobody import NOBODY
from knowledge.following.subjects import NAMES, Subject, subject_of
from knowledge.models import (
    Change,
    GuidancePage,
    Provision,
    RequirementText,
    StandardVersion,
    System,
)
from knowledge.newsroom.told import newsroom_items
from knowledge.site.addresses import addresses

MOST = 50
LOOKED_AT = 2_000  # of the newest changes, for one subject
REACHES_BACK = timedelta(days=90)


def watched_changes() -> Sequence[WatchedList]:
    """Hook: changes as a list that people save, hear of and read as a feed."""
    return [WatchedList("changes", _("Changes"), "knowledge:changes", NAMES, new_changes)]


def new_changes(parameters: QueryDict, since: datetime) -> Sequence[NewItem]:
    subject = subject_of(parameters)
    return changes_of(subject, since) if subject else []


def changes_of(subject: Subject, since: datetime) -> Sequence[NewItem]:
    """At most fifty, the newest first, in the active language; drafts and closed pages are none."""
    rows = Change.objects.filter(at__gt=since).order_by("-at", "-pk")[:LOOKED_AT]
    by_kind: dict[str, list[Change]] = {}
    for row in rows:
        by_kind.setdefault(row.subject_kind, []).append(row)
    found = [
        *_pages(subject.pages, by_kind.get("page", [])),
        *_requirements(subject.requirements, by_kind.get("requirement", [])),
        *_provisions(subject.provisions, by_kind.get("provision", [])),
        *_systems(subject.systems, by_kind.get("system", [])),
        *_versions(subject.versions, since),
        *([] if subject.news is None else newsroom_items(subject.news, since, NOBODY)),
    ]
    return sorted(found, key=lambda item: (item.at, item.key), reverse=True)[:MOST]


def _pages(about: Q, rows: Sequence[Change]) -> Iterator[NewItem]:
    address = addresses()
    pages = GuidancePage.objects.visible_to(NOBODY).in_language().defer("body")
    found = pages.filter(about, pk__in=_keys(rows)).distinct()
    for row, page in _paired(rows, {page.pk: page for page in found} if rows else {}):
        title = f"{page.title}: {row.note}" if row.note else page.title
        yield _item(row, title, _("A piece of guidance"), address(page))


def _requirements(about: Q | None, rows: Sequence[Change]) -> Iterator[NewItem]:
    """Each in the version that changed it, which the change names."""
    if about is None or not rows:
        return
    wanted = Q(*((f"requirement__{name}", value) for name, value in about.children))
    texts = RequirementText.objects.visible_to(NOBODY).filter(
        wanted, requirement__in=_keys(rows), version__number__in={row.note for row in rows}
    )
    found = {(one.requirement_id, one.version.number): one for one in texts.with_version()}
    for row in rows:
        if text := found.get((row.subject_id, row.note)):
            title = f"{text.code} {text.title} ({text.version})"
            yield _item(row, title, _("Requirement"), text.get_absolute_url())


def _provisions(about: Q | None, rows: Sequence[Change]) -> Iterator[NewItem]:
    if about is None or not rows:
        return
    found = Provision.objects.filter(about, pk__in=_keys(rows)).select_related("act").distinct()
    for row, provision in _paired(rows, {one.pk: one for one in found}):
        yield _item(row, str(provision), _("Provision"), provision.get_absolute_url())


def _systems(about: Q | None, rows: Sequence[Change]) -> Iterator[NewItem]:
    if about is None or not rows:
        return
    labels = dict(System.State.choices)
    found = System.objects.visible_to(NOBODY).filter(about, pk__in=_keys(rows))
    for row, system in _paired(rows, {one.pk: one for one in found}):
        state = labels.get(row.note.partition(":")[0], "")
        title = f"{system.name}: {state}" if state else system.name
        yield _item(row, title, _("State of a system"), system.get_absolute_url())


def _versions(about: Q | None, since: datetime) -> Iterator[NewItem]:
    if about is None:
        return
    found = StandardVersion.objects.visible_to(NOBODY).filter(about, published_at__gt=since)
    for version in found.select_related("standard").order_by("-published_at")[:MOST]:
        key, url = f"knowledge.version.{version.pk}", version.get_absolute_url()
        yield NewItem(key, str(version), _("New version of a standard"), url, version.published_at)


def _keys(rows: Sequence[Change]) -> set[int]:
    return {row.subject_id for row in rows}


def _paired(rows: Sequence[Change], found: Mapping[int, object]) -> Iterator[tuple]:
    return ((row, found[row.subject_id]) for row in rows if row.subject_id in found)


def _item(row: Change, title: str, kind: str, url: str) -> NewItem:
    return NewItem(f"knowledge.change.{row.pk}", title, kind, url, row.at)
