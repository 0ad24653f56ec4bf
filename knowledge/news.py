"""What knowledge itself has to say on the home page and the hubs."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.models import GuidancePage, StandardVersion
from knowledge.related import HomeItem
from knowledge.site.addresses import addresses

MOST = 6
FRESH = timedelta(days=365)


def guidance_items(user) -> Iterator[HomeItem]:
    """New and changed guidance in the reader's language."""
    pages = GuidancePage.objects.visible_to(user).in_language().for_list()
    address = addresses()
    for page in pages[:MOST]:
        audiences = page.audiences
        yield HomeItem(
            section="new",
            title=page.title,
            url=address(page),
            note=_guidance_note(page),
            at=page.last_published_at,
            audience=audiences[0] if len(audiences) == 1 else "",
        )


def _guidance_note(page: GuidancePage) -> str:
    kind = " ".join(filter(None, (_("A piece of guidance"), page.for_whom)))
    if not page.reviewed_on:
        return kind
    reviewed = _("reviewed %(day)s") % {"day": date_format(page.reviewed_on, "j E Y")}
    return f"{kind} – {reviewed}"


def standard_items(user) -> Iterator[HomeItem]:
    """The newest version of each standard published in the last year, or in consultation."""
    published = Q(published_at__gte=timezone.now() - FRESH)
    consulted = Q(state=StandardVersion.State.CONSULTATION)
    versions = StandardVersion.objects.visible_to(user).filter(published | consulted)
    newest: dict[int, StandardVersion] = {}
    for version in versions.select_related("standard").order_by("-pk")[: MOST * 2]:
        newest.setdefault(version.standard_id, version)
    for version in newest.values():
        yield HomeItem(
            section="new",
            title=version.standard.name,
            url=version.get_absolute_url(),
            note=_standard_note(version),
            at=version.published_at,
        )


def _standard_note(version: StandardVersion) -> str:
    if not version.is_published:
        return _("Draft standard, version %(number)s – in consultation") % {
            "number": version.number
        }
    return _("Standard, version %(number)s – in force from %(day)s") % {
        "number": version.number,
        "day": date_format(version.in_force_from, "j E Y"),
    }
