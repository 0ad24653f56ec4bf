"""A person's own arrangement of the desk: columns, keys, views."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk import actions, permissions
from helpdesk.desk import columns
from helpdesk.forms.arranging import ArrangeForm, SaveViewForm
from helpdesk.models import DeskSettings


def staff_only(request: HttpRequest) -> None:
    if not permissions.user_is_staff(request.user):
        raise Http404


@login_required
@require_http_methods(["GET", "POST"])
def desk_arrange(request: HttpRequest) -> HttpResponse:
    """Which facts the list shows, whether letters are keys, and one's own views."""
    staff_only(request)
    settings = DeskSettings.of(request.user)
    chosen = [column.code for column in columns.chosen(settings.columns)]
    initial = {"columns": chosen, "has_letter_keys": settings.has_letter_keys}
    form = ArrangeForm(request.POST or None, initial=initial)
    if request.method == "POST":
        form = ArrangeForm(request.POST)
        if form.is_valid():
            actions.arrange_desk(request.user, **form.cleaned_data)
            messages.success(request, _("The desk is arranged."))
            return redirect("helpdesk:desk")
    return render(request, "helpdesk/desk/arrange.html", {"form": form, "saved": settings.views})


@login_required
@require_POST
def desk_view_save(request: HttpRequest) -> HttpResponse:
    """Keep a search as a view of one's own."""
    staff_only(request)
    form = SaveViewForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Give the view a name."))
        actions.save_view(request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:desk")
    query = QueryDict(mutable=True)
    query["view"] = f"own:{' '.join(form.cleaned_data['name'].split())}"
    messages.success(request, _("The view is kept."))
    return redirect(f"{reverse('helpdesk:desk')}?{query.urlencode()}")


@login_required
@require_POST
def desk_view_delete(request: HttpRequest) -> HttpResponse:
    staff_only(request)
    actions.delete_view(request.user, name=request.POST.get("name", ""))
    messages.success(request, _("The view is deleted."))
    return redirect("helpdesk:desk_arrange")
