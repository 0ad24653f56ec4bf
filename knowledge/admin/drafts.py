"""What is not published, and those who work in the admin but do not write it.

Wagtail asks for rights where a thing is changed, not everywhere where one is named by its number: the page that
confirms a move and messages that refuse an act give its title, and choosers offer drafts too.
"""

from collections.abc import Callable, Iterator, Mapping

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import ResolverMatch
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.models import get_snippet_models

from foundation.accounts.models import User
from foundation.posted import key_in
from knowledge.models.page import PublicPageQuerySet
from knowledge.permissions import may_write

ADMIN = "cms/"
CHOOSERS = ("wagtailadmin_choose_page", "wagtailadmin_choose_page_child")
WORK = {"add", "change", "delete", "view"}
OF_ONE_PAGE = {
    "page_id",
    "task_id",
    "task_state_id",
    "action_name",
    "revision_id_a",
    "revision_id_b",
}
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"


def pages_to_choose(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Who writes no pages links to published ones, and reads no titles of others."""
    if may_write(request.user):
        return pages
    return pages.filter(pk__in=PublicPageQuerySet(Page).visible_to(request.user).with_known_title())


class WithholdDraftsMiddleware:
    """404 for such a person who names a page they cannot choose, or a kind of thing that is not theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs: Mapping) -> None:
        match, user = request.resolver_match, request.user
        if not match.route.startswith(ADMIN) or not user.is_authenticated or may_write(user):
            return
        if kwargs and "wagtailadmin_pages" in match.namespaces and not _awaits(user, kwargs):
            raise Http404("only those who write pages work on one")
        named = set(_named_pages(match, request.GET))
        if pages_to_choose(Page.objects.filter(pk__in=named), request).count() < len(named):
            raise Http404("nobody chooses a page that is not published")
        model = _snippet(match)
        if model and not policy_registry.get_by_type(model).user_has_any_permission(user, WORK):
            raise Http404("only those who write such things see them here")


def _awaits(user: User, kwargs: Mapping) -> bool:
    """Whether an address is about nothing but a page at a step of approval that is this person's to take."""
    if not OF_ONE_PAGE.issuperset(kwargs):
        return False
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    task = page and page.current_workflow_task
    return bool(task) and task.user_can_access_editor(page, user)


def leave_approved(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: an expert who has decided goes to what else waits, for the list of pages is not theirs."""
    if may_write(request.user) or _awaits(request.user, {"page_id": page.pk}):
        return None
    return redirect("wagtailadmin_home")


def _named_pages(match: ResolverMatch, asked: QueryDict) -> Iterator[int]:
    """Numbers of the pages that a chooser is asked for."""
    if match.url_name in CHOOSERS:
        yield from match.kwargs.values()
    elif match.url_name == CHOSEN:
        yield from (key_in(number) for number in asked.getlist("id"))


def _snippet(match: ResolverMatch) -> type[Model] | None:
    """The kind of thing that an address lists, changes or lets choose."""
    for model in get_snippet_models():
        kind = model.snippet_viewset
        own = {kind.get_admin_url_namespace(), kind.get_chooser_admin_url_namespace()}
        if own & set(match.namespaces):
            return model
    return None
