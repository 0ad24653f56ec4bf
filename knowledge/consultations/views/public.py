"""Consultations as everybody reads them."""

from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.keyset import keyset_page, query
from foundation.searched import one_line
from foundation.spreadsheets import XLSX
from knowledge.consultations.papers import table_docx, table_xlsx, title
from knowledge.consultations.permissions import may_answer, may_approve
from knowledge.consultations.reading import tally, texts_with_counts
from knowledge.models import Comment, Consultation, ConsultationFollower, Response, StandardVersion

PAGE = 30
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = {"xlsx": (table_xlsx, XLSX), "docx": (table_docx, DOCX)}


def consultation_of(request: HttpRequest, slug: str, number: str) -> Consultation:
    """The consultation at an address, if the person may see it."""
    related = ("version__standard", "final_version__standard")
    found = Consultation.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(found, version__standard__slug=slug, version__number=number)


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    consultations = list(Consultation.objects.visible_to(request.user).for_list()[:PAGE])
    stages = ("planned", "open", "answering", "concluded")
    context = {stage: [one for one in consultations if one.stage == stage] for stage in stages} | {
        "may_answer": may_answer(request.user, None)
    }
    return render(request, "knowledge/consultations/list.html", context)


@require_safe
def consultation(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    found = consultation_of(request, slug, number)
    context = frame(request, found) | {
        "texts": texts_with_counts(found),
        "follows": _follows(request, found),
    }
    return render(request, "knowledge/consultations/page.html", context)


@require_safe
def comment_list(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The comments with their responses, by number; narrowed to one requirement or one kind of response."""
    found = consultation_of(request, slug, number)
    code, verdict = (one_line(request.GET.get(name, "")) for name in ("requirement", "answer"))
    comments = _narrowed(found, code, verdict)
    page = keyset_page(comments, request.GET, field="number", size=PAGE, ascending=True)
    context = frame(request, found) | {
        "comments": page.rows,
        "text": found.version.texts.filter(code=code).first() if code else None,
        "verdicts": [("", _("all")), ("none", _("not answered yet")), *Response.Verdict.choices],
        "verdict": verdict,
        "code": code,
        **page.addresses(partial(query, requirement=code, answer=verdict)),
    }
    return render(request, "knowledge/consultations/comments.html", context)


@require_safe
def comment(request: HttpRequest, slug: str, number: str, comment: int) -> HttpResponse:
    """One comment under its permanent address, with its response and those who support it."""
    found = consultation_of(request, slug, number)
    comments = Comment.objects.filter(consultation=found).visible_to(request.user).for_list()
    one = get_object_or_404(comments, number=comment)
    office = (
        request.acting.organisation if request.user.is_authenticated and request.acting else None
    )
    supports = list(one.supports.select_related("organisation"))
    may_support = one.state == Comment.State.PUBLISHED and office != one.organisation
    context = frame(request, found) | {
        "comment": one,
        "supports": supports,
        "is_supported": any(support.organisation == office for support in supports),
        "may_support": may_support and found.takes_comments() and may_approve(request.user, office),
        "office": office,
        "changes": one.answer.changes.all() if one.answer else (),
    }
    return render(request, "knowledge/consultations/comment.html", context)


@require_safe
def comment_table(request: HttpRequest, slug: str, number: str, kind: str) -> HttpResponse:
    """The table of comments as a file."""
    found = consultation_of(request, slug, number)
    if kind not in PAPERS:
        raise Http404
    write, content_type = PAPERS[kind]
    name = f"{slugify(title(found)) or 'table'}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(found), content_type=content_type, headers=headers)


def frame(request: HttpRequest, found: Consultation) -> dict[str, object]:
    """What every page of one consultation shows around its own content."""
    final = found.final_version
    visible = StandardVersion.objects.visible_to(request.user)
    return {
        "consultation": found,
        "version": found.version,
        "standard": found.version.standard,
        "tabs": _tabs(request, found),
        "tally": tally(found),
        "takes_comments": found.takes_comments(),
        "deadline_changes": found.deadline_changes.all(),
        "may_answer": may_answer(request.user, found),
        "final": final if final and visible.filter(pk=final.pk).exists() else None,
    }


def _tabs(request: HttpRequest, found: Consultation) -> list[tuple[str, str, bool]]:
    pages = [
        (_("The draft"), found.get_absolute_url()),
        (_("Comments and responses"), reverse("knowledge:comment_list", args=found.address)),
    ]
    if may_answer(request.user, found):
        pages.append((_("To be answered"), reverse("knowledge:unanswered", args=found.address)))
    return [(label, url, url == request.path) for label, url in pages]


def _narrowed(found: Consultation, code: str, verdict: str) -> QuerySet[Comment]:
    comments = Comment.objects.filter(consultation=found).public().for_list()
    if code:
        comments = comments.filter(text__code=code)
    if verdict == "none":
        return comments.filter(response=None)
    is_known = verdict in Response.Verdict.values
    return comments.filter(response__verdict=verdict) if is_known else comments


def _follows(request: HttpRequest, found: Consultation) -> bool:
    if not request.user.is_authenticated:
        return False
    return ConsultationFollower.objects.filter(consultation=found, user=request.user).exists()
