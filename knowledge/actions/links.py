"""What pages and registers link to: noted on publication and every night, asked of others politely."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Site

from foundation.fetching import NotFetched, status_of
from knowledge.links.judging import judge
from knowledge.links.reading import Link, links_of
from knowledge.links.registers import addresses_shown
from knowledge.models import PageLink, WebAddress

AT_ONCE = 2
HOST_RESTS = timedelta(seconds=10)  # between two questions to one server
AGAIN = timedelta(days=7)
AFTER_FAILURE = timedelta(days=1)
UNCLEAR = frozenset({401, 403, 405, 406, 407, 429, 451})  # said to programs, not always to people
FIRST_ERROR = 400
PLAIN = "Only addresses that begin with https:// are fetched."


@transaction.atomic
def note_links(page: Page, *, at: datetime | None = None) -> None:
    """Write the rows of what `page` links to as it is published; what stays broken keeps since when."""
    rows = [_row(page, link) for link in links_of(page, cache(_own_hosts))]
    before = PageLink.objects.filter(page=page.pk)
    known = {_key(row): row for row in before} if rows else {}
    for row in rows:
        if old := known.get(_key(row)):
            row.problem, row.broken_since = old.problem, old.broken_since
    judge(rows, at=at or timezone.now())
    before.delete()
    PageLink.objects.bulk_create(rows)


def note_all_links(*, at: datetime) -> None:
    """Read every published page and the registers anew, so that what was deleted or moved shows.

    Forget what nobody links.
    """
    for page in Page.objects.live().specific().iterator(chunk_size=100):
        note_links(page, at=at)
    PageLink.objects.filter(page__live=False).delete()
    shown = addresses_shown()
    for url in shown:
        _address(url)
    WebAddress.objects.filter(links=None).exclude(url__in=shown).delete()


def judge_links_to(page: Page, *, at: datetime | None = None) -> None:
    """After `page` was published, taken back or deleted: say so at once where others link to it."""
    rows = list(PageLink.objects.to_pages([page.pk]))
    judge(rows, at=at or timezone.now())
    PageLink.objects.bulk_update(rows, ["problem", "broken_since"])


def check_addresses(*, at: datetime, ask: Callable[[str], int] = status_of) -> int:
    """Sweep: ask the servers of addresses that are due; return how many rows were handled."""
    due = WebAddress.objects.claim(at=at, limit=AT_ONCE)
    for address in due:
        _check(address, at=at, ask=ask)
    return len(due)


def _check(address: WebAddress, *, at: datetime, ask: Callable[[str], int]) -> None:
    others = WebAddress.objects.filter(host=address.host, checked_at__gt=at - HOST_RESTS)
    if others.exclude(pk=address.pk).exists():
        address.attempts -= 1
        address.next_try_at = at + HOST_RESTS
    else:
        _note_answer(address, *_answer(address.url, ask), at=at)
    address.leased_until = None
    address.save()


def _answer(url: str, ask: Callable[[str], int]) -> tuple[int | None, str]:
    """The status, or None and the reason in English, as it stands in the code: it is translated when shown."""
    if not url.startswith("https://"):
        return None, PLAIN
    with override("en"):
        try:
            return ask(url), ""
        except NotFetched as refusal:
            return None, str(refusal)


def _note_answer(address: WebAddress, status: int | None, reason: str, *, at: datetime) -> None:
    is_fine = status is not None and status < FIRST_ERROR
    address.checked_at, address.reason = at, reason
    address.status = None if is_fine else status
    address.is_unclear = status in UNCLEAR or reason == PLAIN
    if is_fine or address.is_unclear:
        address.failing_since, address.attempts = None, 0
        address.next_try_at = at + AGAIN + timedelta(hours=address.pk % 24)  # not all at once
    else:
        address.failing_since = address.failing_since or at
        address.next_try_at = at + AFTER_FAILURE


def _row(page: Page, link: Link) -> PageLink:
    row = PageLink(page_id=page.pk, kind=link.kind, words=link.words, target=link.target)
    if link.kind == PageLink.Kind.OUTSIDE:
        row.address = _address(link.address)
    else:
        row.path = link.address
    return row


def _address(url: str) -> WebAddress:
    host = (urlsplit(url).hostname or "")[:255]
    return WebAddress.objects.get_or_create(url=url, defaults={"host": host})[0]


def _key(row: PageLink) -> tuple:
    return row.kind, row.words, row.target, row.path, row.address_id


def _own_hosts() -> Sequence[str]:
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    return [own, *Site.objects.values_list("hostname", flat=True)]
