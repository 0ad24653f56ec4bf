"""Links that show the newest draft of a page to a reviewer without an account, until a day.

The address is a signature over the key of a row, which says when the link ends and whether it was taken back.
It ends by itself once the page is published, because what is written after that is another draft.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from knowledge.models import PreviewLink

SALT = "knowledge.preview"
KEPT = "previews"  # of a session: the links that were opened in it
MOST = 20


@dataclass(frozen=True)
class Preview:
    page: Page
    until: datetime

    @property
    def draft(self) -> Page:
        return self.page.get_latest_revision_as_object()


def preview_address(link: PreviewLink) -> str:
    return reverse("knowledge:page_preview", args=[signing.dumps(link.pk, salt=SALT)])


def preview_of(token: str, *, at: datetime) -> Preview | None:
    """What a link shows; None where it is forged or over, or the page is gone or was published since."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    link = PreviewLink.objects.open(at).filter(pk=pk).first()
    page = link and Page.objects.filter(pk=link.page_id).specific().first()
    if page is None or _is_published_since(page, link):
        return None
    return Preview(page, link.ends_at)


def open_links(page: Page, *, at: datetime) -> Sequence[PreviewLink]:
    """Links that show the draft of `page` now."""
    links = PreviewLink.objects.open(at).filter(page=page)
    return [link for link in links if not _is_published_since(page, link)]


def keep(request: HttpRequest, token: str) -> None:
    """Remember in the session that the link was opened: files are fetched by addresses of their own."""
    others = [one for one in request.session.get(KEPT, []) if one != token]
    request.session[KEPT] = [*others, token][-MOST:]


def is_in_opened_preview(document: AbstractDocument, request: HttpRequest) -> bool:
    """Whether a draft that this reader may see by a link holds the file."""
    now = timezone.now()
    previews = (preview_of(token, at=now) for token in request.session.get(KEPT, []))
    asked = (type(document), str(document.pk))
    return any(asked in set(held_by(preview.draft)) for preview in previews if preview)


def held_by(page: Page) -> Iterator[tuple[type, str]]:
    """What the fields of a page, as written, refer to."""
    for field in page._meta.get_fields():
        if hasattr(field, "extract_references"):
            references = field.extract_references(field.value_from_object(page))
            yield from ((model, str(pk)) for model, pk, *_path in references)


def _is_published_since(page: Page, link: PreviewLink) -> bool:
    return page.live and page.last_published_at >= link.made_at
