"""What robots may find of the archive: every public project, in files by number so that none grows too long."""

from collections.abc import Iterator, Sequence

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from knowledge.site.sitemap import LANGUAGES, Entry
from projects_archive.models import Project

# A file holds two addresses a project; the protocol (sitemaps.org) allows 50,000.
NUMBERS_A_FILE = 20_000


def sitemap_files() -> Sequence[str]:
    """The address of every file; a project stays in its file for good."""
    highest = Project.objects.aggregate(highest=Max("pk"))["highest"] or 0
    return [
        reverse("projects_archive_site:sitemap_part", args=[part])
        for part in range(highest // NUMBERS_A_FILE + 1)
    ]


def sitemap_entries(part: int, request: HttpRequest) -> Iterator[Entry]:
    """Public projects of one file, in both languages."""
    first = part * NUMBERS_A_FILE
    rows = Project.objects.filter(is_public=True, pk__gte=first, pk__lt=first + NUMBERS_A_FILE)
    for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(2000):
        for language in LANGUAGES:
            with translation.override(language):
                address = reverse("projects_archive:project_detail", args=[pk])
            yield Entry(request.build_absolute_uri(address))
