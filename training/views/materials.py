"""Materials of a session: added and taken back by organisers and trainers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from training import actions
from training.forms.materials import MaterialForm
from training.views.organising import session_crumbs, session_of


@login_required
def materials(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_material(session, by=request.user, **form.given())
            messages.success(
                request, _("Everybody with a place finds it on the page of their enrolment.")
            )
            return redirect("training:materials", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "session": session,
        "course": session.course,
        "materials": session.materials.select_related("file", "added_by"),
        "form": form,
        "crumbs": [*session_crumbs(session), (_("Materials"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "training/materials/materials.html", context, status=status)


@login_required
@require_POST
def material_remove(request: HttpRequest, pk: int, material_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    material = get_object_or_404(session.materials, pk=material_pk)
    actions.take_material_back(material, by=request.user)
    messages.success(request, _("The material is gone; nobody can download it any more."))
    return redirect("training:materials", pk=session.pk)
