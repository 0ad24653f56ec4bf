"""What can be done with people, offices and the rights between them."""

from foundation.accounts.actions.erasing import erase, order_erasure
from foundation.accounts.actions.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    withdraw_invitation,
)
from foundation.accounts.actions.joining import approve_membership, ask_to_join, reject_membership
from foundation.accounts.actions.mandates import end_mandate, give_mandate
from foundation.accounts.actions.members import (
    LastCoordinator,
    appoint_coordinator,
    dismiss_coordinator,
    end_membership,
)
from foundation.accounts.actions.office_codes import redeem_office_code, send_office_code
from foundation.accounts.actions.people import register_person
from foundation.accounts.actions.units import add_unit, claim_domain
from foundation.accounts.actions.without_mailbox import (
    enter_people,
    make_sign_in_code,
    redeem_sign_in_code,
)

__all__ = [
    "LastCoordinator",
    "accept_invitation",
    "add_unit",
    "appoint_coordinator",
    "approve_membership",
    "ask_to_join",
    "claim_domain",
    "dismiss_coordinator",
    "end_mandate",
    "end_membership",
    "enter_people",
    "erase",
    "find_invitation",
    "give_mandate",
    "invite",
    "make_sign_in_code",
    "order_erasure",
    "redeem_office_code",
    "redeem_sign_in_code",
    "register_person",
    "reject_membership",
    "send_office_code",
    "withdraw_invitation",
]
