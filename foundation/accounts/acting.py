"""In whose name does a person act? Chosen in the header, kept in the session, checked on every request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Mandate, Membership, Organisation, User

SESSION_KEY = "acting_organisation"


@dataclass(frozen=True)
class Acting:
    """One office a person may act for; `mandate` is set when another organisation lends the right."""

    organisation: Organisation
    mandate: Mandate | None = None
    is_coordinator: bool = False


def acting_choices(
    user: User, *, scope: str = Mandate.Scope.ALL, on: date | None = None
) -> Sequence[Acting]:
    """Every office that `user` may act for: own memberships first, then offices served by mandate.

    With a `scope` only mandates that lend the right to act in it; without one, every mandate. Two queries.
    """
    memberships = Membership.objects.active().filter(user=user, organisation__is_active=True)
    own = [
        Acting(m.organisation, is_coordinator=m.is_coordinator)
        for m in memberships.select_related("organisation__parent")
    ]
    return own + (_served_by(own, scope, on or timezone.localdate()) if own else [])


def _served_by(own: Sequence[Acting], scope: str, on: date) -> list[Acting]:
    known = {a.organisation.pk for a in own}
    mandates = Mandate.objects.in_force(on).filter(serving__in=known, served__is_active=True)
    if scope != Mandate.Scope.ALL:
        mandates = mandates.for_scope(scope)
    served: dict[int, Acting] = {}
    for mandate in mandates.exclude(served__in=known).select_related("served__parent", "serving"):
        served.setdefault(mandate.served_id, Acting(mandate.served, mandate=mandate))
    return list(served.values())


def choices_of(request: HttpRequest) -> Sequence[Acting]:
    """`acting_choices` of the person who asks, read once a request: pages and their header both need them."""
    if not request.user.is_authenticated:
        return []
    known = getattr(request, "known_acting_choices", None)
    if known is None or known[0] != request.user.pk:
        known = request.known_acting_choices = (request.user.pk, acting_choices(request.user))
    return known[1]


def acting_for(request: HttpRequest) -> Acting | None:
    """The office chosen in this session, if the right to it still stands; else the first one, or none."""
    choices = choices_of(request)
    chosen = request.session.get(SESSION_KEY)
    return next(
        (a for a in choices if a.organisation.pk == chosen), choices[0] if choices else None
    )


def act_for(request: HttpRequest, organisation_id: int) -> Acting:
    """Remember in whose name this session acts; PermissionDenied where the right is missing."""
    chosen = [a for a in acting_choices(request.user) if a.organisation.pk == organisation_id]
    if not chosen:
        raise PermissionDenied(_("You may not act for this office."))
    request.session[SESSION_KEY] = organisation_id
    return chosen[0]
