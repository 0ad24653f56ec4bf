"""In whose name does a person act? Chosen in the header, kept in the session, checked on every request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from foundation.accounts.models import Mandate, Membership, Organisation, User

SESSION_KEY = "acting_organisation"


@dataclass(frozen=True)
class Acting:
    """One office a person may act for; `mandate` is set when another organisation lends the right."""

    organisation: Organisation
    mandate: Mandate | None = None
    is_coordinator: bool = False


def acting_choices(user: User, *, on: date | None = None) -> Sequence[Acting]:
    """Every office that `user` may act for: own memberships first, then offices served by mandate."""
    memberships = Membership.objects.active().filter(user=user, organisation__is_active=True)
    own = [
        Acting(m.organisation, is_coordinator=m.is_coordinator)
        for m in memberships.select_related("organisation")
    ]
    mandates = (
        Mandate.objects.in_force(on or timezone.localdate())
        .filter(serving__in=[a.organisation.pk for a in own], served__is_active=True)
        .select_related("served")
    )
    known = {a.organisation.pk for a in own}
    served = {
        m.served_id: Acting(m.served, mandate=m) for m in mandates if m.served_id not in known
    }
    return own + list(served.values())


def acting_for(request: HttpRequest) -> Acting | None:
    """The office chosen in this session, if the right to it still stands; else the first one, or none."""
    choices = acting_choices(request.user) if request.user.is_authenticated else []
    chosen = request.session.get(SESSION_KEY)
    return next(
        (a for a in choices if a.organisation.pk == chosen), choices[0] if choices else None
    )
