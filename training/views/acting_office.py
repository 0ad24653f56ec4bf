"""The office that a coordinator acts for and looks after."""

from django.http import Http404, HttpRequest

from foundation.accounts.acting import choices_of
from foundation.accounts.models import Organisation


def coordinates_acting_office(request: HttpRequest) -> bool:
    """As its coordinator, its parent's or an administrator; from what every page reads anyway."""
    if not request.acting:
        return False
    office = request.acting.organisation
    coordinated = {one.organisation.pk for one in choices_of(request) if one.is_coordinator}
    return request.user.is_administrator or bool(coordinated & {office.pk, office.parent_id})


def coordinated_office(request: HttpRequest) -> Organisation:
    """Raises Http404: colleagues do not learn that there is a page for it."""
    if not coordinates_acting_office(request):
        raise Http404
    return request.acting.organisation
