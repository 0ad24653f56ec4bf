from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from training.suggestions import suggestions_for


@login_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What would help the office one acts for."""
    office = request.acting.organisation if request.acting else None
    context = {
        "office": office,
        "suggestions": suggestions_for(request.user, office) if office else [],
        "crumbs": [
            (_("My training"), reverse("training:my_enrolments")),
            (_("Suggestions"), ""),
        ],
    }
    return render(request, "training/suggestions.html", context)
