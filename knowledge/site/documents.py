"""Files that editors put into texts: nothing of a draft is reached by guessing an address.

Everybody is given a file once something published holds it; before that, those who choose files for texts, and
who opened a link to the draft that holds it. Hook
`document_holders`: returns what of one model `user` may see, as `published_pages` does for pages.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from foundation.accounts.models import User
from knowledge.models.page import PublicPageQuerySet
from knowledge.site.previews import is_in_opened_preview

WORK_WITH_FILES = ["add", "change", "choose"]


def published_pages(user: User) -> QuerySet:
    return PublicPageQuerySet(Page).visible_to(user)


def withhold_unpublished(document: AbstractDocument, request: HttpRequest) -> None:
    """Raises Http404 while nothing that the reader may see holds the file."""
    rights = policy_registry.get_by_type(type(document))
    if rights.user_has_any_permission(request.user, WORK_WITH_FILES):
        return
    if is_in_opened_preview(document, request):
        return
    if not any(
        _holds(hook(request.user), document) for hook in hooks.get_hooks("document_holders")
    ):
        raise Http404("nothing published holds this file")


def _holds(visible: QuerySet, document: AbstractDocument) -> bool:
    """Whether one of the visible rows refers to the file, by what Wagtail's worker noted of them."""
    kind = ContentType.objects.get_for_model(visible.model)
    references = ReferenceIndex.get_references_to(document).filter(base_content_type=kind)
    return visible.filter(pk__in=[reference.object_id for reference in references]).exists()
