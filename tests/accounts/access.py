"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from datetime import timedelta

from django.utils import timezone

from foundation.accounts.models import Membership
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, everyone, members_only
from tests.accounts.factories import make_invitation, make_mandate
from tests.cast import Cast
from tests.factories import make_membership, make_user

DONE = 302  # after a POST: back to a page


def office(cast: Cast) -> dict[str, object]:
    return {"pk": cast.office.pk}


def request_to_join(cast: Cast) -> dict[str, object]:
    """A fresh request for each person who tries."""
    membership = make_membership(make_user(), cast.office, state=Membership.State.REQUESTED)
    return {"pk": membership.pk}


def member(cast: Cast) -> dict[str, object]:
    return {"pk": make_membership(make_user(), cast.office).pk}


def coordinator(cast: Cast) -> dict[str, object]:
    return {"pk": make_membership(make_user(), cast.office, is_coordinator=True).pk}


def mandate(cast: Cast) -> dict[str, object]:
    return {"pk": make_mandate(cast.office).pk}


def open_invitation(cast: Cast) -> dict[str, object]:
    expires_at = timezone.now() + timedelta(days=1)
    token = f"tajny{timezone.now().timestamp()}"
    return {"pk": make_invitation(cast, token=token, expires_at=expires_at).pk}


def coordinators(name: str, status: int = 200, **fields) -> Address:
    """For those who look after the requester's office; others do not learn of it."""
    statuses = {"anonymous": TO_SIGN_IN, "coordinator": status, "administrator": status}
    return Address(name, NOT_THERE, statuses, **{"arguments": office} | fields)


def verb(name: str, arguments=office) -> Address:
    return coordinators(name, DONE, arguments=arguments, method="post")


ADDRESSES: list[Address] = [
    members_only("accounts:profile"),
    members_only("accounts:own_data"),
    members_only("accounts:own_data_file"),
    Address("accounts:own_data_erase", TO_SIGN_IN),  # asks for the password again
    Address(
        "accounts:person_data",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, "administrator": 200},
        arguments=lambda cast: {"pk": cast.requester.pk},
    ),
    members_only("accounts:offices"),
    members_only("accounts:office_find"),
    members_only("accounts:office_join", arguments=office),
    Address(
        "accounts:join_ask", REFUSED, {"anonymous": TO_SIGN_IN}, arguments=office, method="post"
    ),
    Address("accounts:code_send", DONE, arguments=office, method="post"),
    Address("accounts:code_redeem", 422, {"anonymous": DONE}, arguments=office, method="post"),
    Address("accounts:act_for", NOT_THERE, {"anonymous": TO_SIGN_IN}, method="post"),
    everyone("accounts:code_sign_in"),
    coordinators("accounts:people_enter"),
    coordinators("accounts:sign_in_code", 302, arguments=member, method="post"),
    everyone("accounts:invitation", NOT_THERE, arguments=lambda cast: {"token": "nieznany"}),
    coordinators("accounts:office"),
    coordinators("accounts:invite", 422, method="post"),
    coordinators("accounts:unit_add"),
    coordinators("accounts:mandate_find"),
    coordinators(
        "accounts:mandate_give",
        arguments=lambda cast: {"pk": cast.office.pk, "serving": cast.service_centre.pk},
    ),
    verb("accounts:domain_claim"),
    verb("accounts:invitation_withdraw", open_invitation),
    verb("accounts:mandate_end", mandate),
    verb("accounts:membership_approve", request_to_join),
    verb("accounts:membership_reject", request_to_join),
    verb("accounts:membership_end", member),
    verb("accounts:coordinator_appoint", member),
    verb("accounts:coordinator_dismiss", coordinator),
]
