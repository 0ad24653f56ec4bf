"""What the Wagtail admin asks of guidance beyond its form."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from knowledge.change_notes import is_explained, may_go_at_once, notes_of
from knowledge.models import GuidancePage


def refuse_unexplained(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action: object
) -> HttpResponse | None:
    """Hook: publishing many pages at once leaves out nothing that the editor of one page asks."""
    if action_type != "publish":
        return None
    chosen = GuidancePage.objects.filter(pk__in=[page.pk for page in objects])
    drafts = [page.get_latest_revision_as_object() for page in chosen]
    silent = [draft for draft in drafts if not is_explained(draft, notes_of(draft))]
    own = [draft for draft in drafts if not may_go_at_once(draft, request.user)]
    if not silent and not own:
        return None
    said = (
        _("Nothing was published. Say first what changed: %(titles)s.")
        if silent
        else _("Nothing was published. Send first for review what you wrote: %(titles)s.")
    )
    refused = silent or own
    messages.error(request, said % {"titles": ", ".join(draft.title for draft in refused)})
    return redirect("wagtailadmin_explore", refused[0].get_parent().pk)
