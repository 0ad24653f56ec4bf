"""What is kept about a person, shown and erased: the dataclasses of the seam, and this app's own part."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import (
    Invitation,
    Mandate,
    Membership,
    OfficeCode,
    SignInCode,
    User,
)

PERSONAL_MODELS = (
    "accounts.User",
    "accounts.ErasureOrder",
    "accounts.Membership",
    "accounts.Invitation",
    "accounts.OfficeCode",
    "accounts.SignInCode",
    "accounts.Mandate",
)

MOST_SHOWN = 200


@dataclass(frozen=True)
class PersonalData:
    """Records of one kind that an app keeps about a person, in words."""

    label: str
    records: Sequence[str]

    @property
    def shown(self) -> Sequence[str]:
        """What a page can hold; the file holds all."""
        return self.records[:MOST_SHOWN]

    @property
    def is_cut(self) -> bool:
        return len(self.records) > MOST_SHOWN


@dataclass(frozen=True)
class Erasure:
    """How many records of one kind were erased, and how many stay restricted, on which ground."""

    label: str
    erased: int
    restricted: int
    ground: str = ""


def personal_data(user: User) -> Sequence[PersonalData]:
    """What this app keeps about `user`."""
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    sent = Invitation.objects.filter(invited_by=user).values_list("email", flat=True)
    mandates = Mandate.objects.filter(given_by=user).select_related("serving", "served")
    return [
        PersonalData(_("Your details"), [user.name, user.email, *addresses]),
        PersonalData(
            _("Memberships"), [f"{m.organisation}: {m.get_state_display()}" for m in memberships]
        ),
        PersonalData(_("Invitations and codes"), list(sent)),
        PersonalData(_("Mandates"), [str(mandate) for mandate in mandates]),
        PersonalData(
            _("Second factors"), [str(a) for a in Authenticator.objects.filter(user=user)]
        ),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Make the account nameless and useless; who belonged to which office when stays, without a name."""
    secrets, _kinds = Authenticator.objects.filter(user=user).delete()
    invitations, _kinds = Invitation.objects.filter(email__iexact=user.email).delete()
    codes = sum(kind.objects.filter(user=user).delete()[0] for kind in (OfficeCode, SignInCode))
    SignInCode.objects.filter(made_by=user).update(made_by=None)
    addresses, _kinds = EmailAddress.objects.filter(user=user).delete()
    memberships = Membership.objects.filter(user=user)
    current = memberships.exclude(state=Membership.State.ENDED)
    current.update(state=Membership.State.ENDED, is_coordinator=False)
    user.groups.clear()
    user.email, user.name = f"usunieto-{user.pk}@erased.invalid", ""
    user.is_active = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    return [
        Erasure(_("Your details"), 1 + addresses, 0),
        Erasure(_("Second factors"), secrets, 0),
        Erasure(_("Invitations and codes"), invitations + codes, 0),
        Erasure(_("Memberships"), 0, memberships.count(), _("without a name")),
    ]
