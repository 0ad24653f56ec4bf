"""What incidents and the status page know of a person."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import (
    IncidentClock,
    IncidentPackage,
    NoticeEntry,
    RestrictedReading,
    StatusSubscription,
)


def personal_data(user: User) -> Sequence[PersonalData]:
    readings = RestrictedReading.objects.filter(user=user).select_related("ticket").order_by("pk")
    clocks = IncidentClock.objects.filter(decided_by=user).select_related("ticket", "clock")
    packages = IncidentPackage.objects.filter(asked_by=user).select_related("ticket")
    entries = NoticeEntry.objects.filter(by=user).select_related("notice").order_by("pk")
    subscriptions = StatusSubscription.objects.filter(email__iexact=user.email)
    return [
        PersonalData(
            _("Restricted tickets read"), [f"{r.ticket.reference}: {r.on}" for r in readings]
        ),
        PersonalData(
            _("Legal clocks decided"), [f"{c.ticket.reference}: {c.clock}" for c in clocks]
        ),
        PersonalData(_("Hand-over packages"), [p.ticket.reference for p in packages]),
        PersonalData(_("Entries of the status page"), [f"{e.at:%Y-%m-%d} {e}" for e in entries]),
        PersonalData(_("Subscription of the status page"), [str(one) for one in subscriptions]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """Forget the subscription; who read and decided in a case stays, under an account without a name."""
    forgotten, _kinds = StatusSubscription.objects.filter(email__iexact=user.email).delete()
    readings = RestrictedReading.objects.filter(user=user).count()
    ground = _("proof of who read and decided, kept with the case file, without a name")
    return [
        Erasure(_("Subscription of the status page"), forgotten, 0),
        Erasure(_("Restricted tickets read"), 0, readings, ground),
    ]
