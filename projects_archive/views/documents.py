"""Documents of projects: one document with its versions, adding, checking, searching inside."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.posted import posted_text
from foundation.search.engines import SearchUnavailable
from foundation.search.questions import MAXIMUM_CHARACTERS, ask
from foundation.searched import searched_words
from projects_archive.actions import documents as actions
from projects_archive.document_search import search_documents
from projects_archive.documents import page_hits, preview_of, text_of, why_no_text
from projects_archive.forms.documents import DocumentForm, VersionForm
from projects_archive.models import Document, DocumentVersion, Project
from projects_archive.permissions import (
    archive_staff_only,
    may_add_documents,
    may_release_documents,
    may_withdraw_documents,
)
from projects_archive.personal_traces import traces_in

WAITING_SHOWN = 20


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document as this reader may have it; with a question, the pages that answer it."""
    found = _document(request, pk)
    versions = found.versions.visible_to(request.user).for_list()
    shown = _chosen(list(versions), request.GET.get("version", ""))
    text = text_of(shown)
    pages = text.pages if text else []
    may_release = may_release_documents(request.user)
    context = {
        "document": found,
        "versions": versions,
        "shown": shown,
        "no_text": why_no_text(shown),
        "pages": len(pages),
        "preview": preview_of(pages, request.GET.get("page", "")),
        "is_cut": bool(text and text.is_cut),
        "may_add": may_add_documents(request.user, found.project),
        "may_release": may_release and shown.state == DocumentVersion.State.WAITING,
        "may_withdraw": shown.state == DocumentVersion.State.RELEASED
        and may_withdraw_documents(request.user, found.project),
        "traces": traces_in(pages) if may_release else (),
        **_asked(request, pages),
    }
    return render(request, "projects_archive/documents/document.html", context)


def _document(request: HttpRequest, pk: int) -> Document:
    documents = Document.objects.visible_to(request.user).select_related("project")
    return get_object_or_404(documents, pk=pk)


def _chosen(versions: list[DocumentVersion], number: str) -> DocumentVersion:
    """The version that the address names, else the newest public one, else the newest."""
    if not versions:
        raise Http404
    named = [one for one in versions if str(one.number) == number]
    public = [one for one in versions if one.state == DocumentVersion.State.RELEASED]
    return (named or public or versions)[0]


def _asked(request: HttpRequest, pages: list[str]) -> dict[str, object]:
    words = searched_words(request.GET)[:MAXIMUM_CHARACTERS]
    if not words:
        return {"words": ""}
    try:
        hits = page_hits(pages, ask(words), get_language())
    except ValidationError as error:
        return {"words": words, "refusal": error.messages[0]}
    return {"words": words, "hits": hits}


@require_safe
def document_search(request: HttpRequest) -> HttpResponse:
    """Words inside all public documents, with the pages on which they stand."""
    words = searched_words(request.GET)[:MAXIMUM_CHARACTERS]
    context: dict[str, object] = {"words": words, "count": Document.objects.released().count()}
    try:
        if words:
            context["found"] = search_documents(ask(words), user=request.user)
    except ValidationError as error:
        context["refusal"] = error.messages[0]
    except SearchUnavailable:
        context["is_away"] = True
    return render(request, "projects_archive/documents/search.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.of_interest_to(request.user), pk=pk)
    if not may_add_documents(request.user, project):
        raise Http404
    form = DocumentForm(request.POST or None, request.FILES or None)
    form.instance.project = project
    if form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        version = _tried(
            form,
            lambda: actions.add_document(
                project, by=request.user, content=file, name=file.name, **given
            ),
        )
        if version:
            messages.success(
                request, _("Added. It becomes public after the check of personal data.")
            )
            return redirect(version.document)
    context = {"project": project, "form": form}
    status = 422 if form.errors else 200
    return render(request, "projects_archive/documents/add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def version_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = _document(request, pk)
    if not may_add_documents(request.user, found.project):
        raise Http404
    form = VersionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file, note = form.cleaned_data["file"], form.cleaned_data["note"]
        version = _tried(
            form,
            lambda: actions.add_version(
                found, by=request.user, content=file, name=file.name, note=note
            ),
        )
        if version:
            messages.success(
                request, _("Added. It becomes public after the check of personal data.")
            )
            return redirect(f"{found.get_absolute_url()}?version={version.number}")
    context = {"project": found.project, "document": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "projects_archive/documents/add.html", context, status=status)


def _tried(form: Form, action: Callable[[], DocumentVersion]) -> DocumentVersion | None:
    """What the action made, or None with its message in the form."""
    try:
        return action()
    except ValidationError as error:
        form.add_error("file", error.messages)
        return None


@require_safe
@archive_staff_only
def document_review(request: HttpRequest) -> HttpResponse:
    """Versions that wait for the check of personal data, the oldest first."""
    waiting = DocumentVersion.objects.visible_to(request.user).waiting()
    rows = waiting.for_list().select_related(
        "file", "added_by", "organisation", "document__project"
    )
    page = keyset_page(rows, request.GET, field="id", size=WAITING_SHOWN, ascending=True)
    context = {"versions": page.rows, "total": waiting.count(), **page.addresses()}
    return render(request, "projects_archive/documents/review.html", context)


def _version(request: HttpRequest, pk: int) -> DocumentVersion:
    return get_object_or_404(DocumentVersion.objects.visible_to(request.user), pk=pk)


@require_POST
@archive_staff_only
def version_release(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    is_checked = bool(request.POST.get("is_checked"))
    return _decided(
        request,
        version,
        lambda: actions.release_version(version, by=request.user, is_checked=is_checked),
    )


@require_POST
@archive_staff_only
def version_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    version, reason = _version(request, pk), posted_text(request, "reason")
    return _decided(
        request, version, lambda: actions.refuse_version(version, by=request.user, reason=reason)
    )


@require_POST
@login_required
def version_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    version, reason = _version(request, pk), posted_text(request, "reason")
    return _decided(
        request, version, lambda: actions.withdraw_version(version, by=request.user, reason=reason)
    )


def _decided(request: HttpRequest, version: DocumentVersion, action: Callable) -> HttpResponse:
    """Do it and show the version as it stands, with what went wrong."""
    try:
        messages.success(request, _("Saved: %(state)s.") % {"state": action().get_state_display()})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"{version.document.get_absolute_url()}?version={version.number}")
