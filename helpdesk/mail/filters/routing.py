"""A new matter: for which office the proven sender writes."""

from helpdesk import permissions
from helpdesk.mail.incoming import Decision, Incoming, park
from helpdesk.models import RawMail


def judge(mail: Incoming) -> Decision:
    """Open a ticket for the sender's only office, or for the one whose mail domain was proven."""
    offices = [a.organisation for a in permissions.offices_of(mail.sender.person, mail.at)]
    if not offices:
        return park(RawMail.Why.NO_OFFICE)
    by_domain = [office for office in offices if office == mail.sender.office]
    if len(offices) > 1 and not by_domain:
        return park(RawMail.Why.SEVERAL_OFFICES)
    office = (by_domain or offices)[0]
    return Decision(RawMail.Outcome.TICKET, RawMail.Why.PROVEN, organisation=office)
