"""Who may do what with offices."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.public_domains import domain_of


def may_coordinate(user: User, organisation: Organisation) -> bool:
    """Does `user` look after this office: as its coordinator, its parent's, or an administrator?"""
    return Organisation.objects.coordinated_by(user).filter(pk=organisation.pk).exists()


def may_end_membership(user: User, membership: Membership) -> bool:
    return membership.user_id == user.pk or may_coordinate(user, membership.organisation)


def may_sign_in_by_code(user: User) -> bool:
    """Somebody without a mailbox, without staff rights and without a second factor, with one office.

    With two, the coordinator of one could sign in as this person and read the tickets of the other.
    """
    if not user.is_active or user.has_mailbox or user.is_staff_member:
        return False
    if Authenticator.objects.filter(user=user).exists():
        return False
    return Membership.objects.active().filter(user=user).count() == 1


def verified_addresses(user: User) -> Sequence[str]:
    """Addresses that `user` has proven to read, in lower case."""
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    return [address.lower() for address in addresses.values_list("email", flat=True)]


def may_ask_to_join(user: User, organisation: Organisation) -> bool:
    """Does a verified address of `user` lie in a verified domain of the office?"""
    domains = {domain_of(address) for address in verified_addresses(user)}
    return organisation.mail_domains.filter(domain__in=domains, verified_at__isnull=False).exists()
