"""„Czy to pomogło?”: for readers a form on a page of its own, for editors a list of what to do."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.keyset import keyset_page, query
from foundation.searched import one_line
from knowledge.caps import count_use
from knowledge.models import GuidancePage, Opinion
from knowledge.opinions.actions import close_opinion, give_opinion
from knowledge.opinions.forms import OpinionForm
from knowledge.permissions import may_write

PAGE_SIZE = 50
MOST_PAGES = 10
MOST_AN_HOUR = 10  # opinions from one line


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Pages of guidance are kept without a form; their two answers lead here."""
    page = get_object_or_404(GuidancePage.objects.visible_to(request.user), pk=pk)
    helped = request.GET.get("helped", "")
    form = OpinionForm(request.POST or None, initial={"helped": helped})
    if request.method == "POST" and form.is_valid():
        try:
            count_use(request, "opinions", most=MOST_AN_HOUR)
            by = request.user if request.user.is_authenticated else None
            give_opinion(page, by=by, **form.given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?given=1")
    is_given = "given" in request.GET and not form.is_bound
    context = {"page": page, "form": form, "is_given": is_given}
    return render(request, "knowledge/opinions/give.html", context)


@login_required
@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """What readers wrote: open, or decided (`?show=decided`), one's own pages only with `?whose=mine`."""
    if not may_write(request.user):
        raise PermissionDenied
    is_decided = request.GET.get("show") == "decided"
    is_mine = request.GET.get("whose") == "mine"
    found = Opinion.objects.visible_to(request.user).for_list()
    found = found.with_words().exclude(outcome="") if is_decided else found.open()
    found = found.filter(page__keeper=request.user) if is_mine else found
    page = keyset_page(found, request.GET, field="written_at", size=PAGE_SIZE)
    kept = {"show": "decided" if is_decided else "", "whose": "mine" if is_mine else ""}
    context = {
        "opinions": page.rows,
        "is_decided": is_decided,
        "is_mine": is_mine,
        "figures": Opinion.objects.figures(),
        "counted": _most_often_in_vain(),
        **page.addresses(partial(query, **kept)),
    }
    return render(request, "knowledge/opinions/list.html", context)


@login_required
@require_POST
def opinion_close(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    opinion = get_object_or_404(Opinion.objects.visible_to(request.user), pk=pk)
    outcome, answer = (
        request.POST.get("outcome", ""),
        one_line(request.POST.get("answer", ""))[:250],
    )
    try:
        close_opinion(opinion, by=request.user, outcome=outcome, answer=answer)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Noted: the page shows how many words were acted upon."))
    return redirect("knowledge:opinions")


def _most_often_in_vain():
    """The pages that most readers said no to, with both counts."""
    pages = GuidancePage.objects.live().defer("body").select_related("locale")
    return (
        pages.annotate(
            helped=Count("opinions", Q(opinions__is_helpful=True)),
            not_helped=Count("opinions", Q(opinions__is_helpful=False)),
        )
        .filter(not_helped__gt=0)
        .order_by("-not_helped", "pk")[:MOST_PAGES]
    )
