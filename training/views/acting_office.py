"""The office that a coordinator acts for and looks after."""

from django.http import Http404, HttpRequest

from foundation.accounts.models import Organisation
from foundation.accounts.permissions import may_coordinate


def coordinates_acting_office(request: HttpRequest) -> bool:
    return bool(request.acting) and may_coordinate(request.user, request.acting.organisation)


def coordinated_office(request: HttpRequest) -> Organisation:
    """Raises Http404: colleagues do not learn that there is a page for it."""
    if not coordinates_acting_office(request):
        raise Http404
    return request.acting.organisation
