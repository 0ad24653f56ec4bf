"""What `manage.py check_integrity` proves about people and offices."""

from collections.abc import Sequence
from itertools import pairwise

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from foundation.accounts.models import (
    Mandate,
    Membership,
    Organisation,
    Territory,
    TerritoryPeriod,
)
from foundation.integrity import IntegrityCheck


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Periods of a territory do not overlap"), overlapping_periods),
        IntegrityCheck(_("Mandates of two offices do not overlap"), overlapping_mandates),
        IntegrityCheck(
            _("Every territory in force has one government"), territories_without_government
        ),
        IntegrityCheck(_("Coordinators have an active account"), wrong_memberships),
    ]


def overlapping_periods() -> Sequence[str]:
    """Periods of one territory that share a day."""
    periods = TerritoryPeriod.objects.select_related("territory").order_by(
        "territory", "valid_from"
    )
    return [
        f"{second.territory.terc}: {second}"
        for first, second in pairwise(periods.iterator(1000))
        if first.territory_id == second.territory_id
        and (first.valid_to is None or second.valid_from <= first.valid_to)
    ]


def overlapping_mandates() -> Sequence[str]:
    """Mandates of the same two offices, the same scope and a common day, none of them ended."""
    mandates = Mandate.objects.filter(ended_at=None).select_related("serving", "served")
    return [
        str(second)
        for first, second in pairwise(mandates.order_by("serving", "served", "scope", "valid_from"))
        if (first.serving_id, first.served_id, first.scope)
        == (second.serving_id, second.served_id, second.scope)
        and (first.valid_to is None or second.valid_from <= first.valid_to)
    ]


def territories_without_government() -> Sequence[str]:
    """Territories of the newest register that no government, or more than one, stands for.

    A government without a territory is none of them: it may be entered before the register has it.
    An office that is only placed in its voivodeship does not govern it.
    """
    is_voivodeship = Q(level=Territory.Level.VOIVODESHIP)
    governs = Q(organisations__kind__in=Organisation.GOVERNMENT_KINDS)
    governs &= ~is_voivodeship | Q(organisations__kind=Organisation.Kind.VOIVODESHIP)
    governments = Count("organisations", filter=governs)
    in_force = Territory.objects.filter(periods__valid_to=None).annotate(governments=governments)
    return [f"{territory.terc} {territory}" for territory in in_force.exclude(governments=1)]


def wrong_memberships() -> Sequence[str]:
    """Coordinators whose account is not active."""
    wrong = Membership.objects.filter(
        ~Q(state=Membership.State.ACTIVE), is_coordinator=True
    ).select_related("user", "organisation")
    return [str(membership) for membership in wrong]
