"""People who wait for the approval of a supervisor."""

import re

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from tests.training.factories import make_session
from training.actions import enrol
from training.actions.approving import link_of
from training.approvals import Approvers
from training.models import ApprovalLink, Enrolment, Session

BOSS, STAND_IN = "wojt@dobra.test", "sekretarz@dobra.test"


def make_asked(person: User, session: Session | None = None, **more) -> Enrolment:
    """`person` asks the supervisor and stand-in of an office whose mail domain is known."""
    office = person.memberships.get().organisation
    office.mail_domains.get_or_create(domain="dobra.test")
    session = session or make_session(needs_approval=True)
    approvers = Approvers(BOSS, STAND_IN)
    return enrol(
        session, person=person, organisation=office, by=person, approvers=approvers, **more
    )


def token_sent_to(address: str) -> str:
    """The secret in the newest mail to that address, as a person would find it."""
    mail = OutgoingMail.objects.filter(recipient=address).latest("pk")
    return re.search(r"/approvals/([\w-]+)/", mail.body_text)[1]


def link_sent_to(address: str) -> ApprovalLink:
    return link_of(token_sent_to(address))
