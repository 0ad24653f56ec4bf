"""Nobody acts by mail whose identity is not proven."""

from helpdesk.mail.filters.threading import suggested_ticket
from helpdesk.mail.incoming import Decision, Incoming, park
from helpdesk.models import RawMail


def judge(mail: Incoming) -> Decision | None:
    """Set aside mail of unknown and unproven senders, with the ticket it seems to belong to."""
    sender, why = mail.sender, RawMail.Why
    if not sender.email:
        return park(why.AMBIGUOUS)
    if sender.token and (sender.person is None or sender.token.user_id != sender.person.pk):
        return park(why.SOMEBODY_ELSE, ticket=suggested_ticket(mail))
    if sender.person is None:
        return park(why.UNKNOWN, ticket=suggested_ticket(mail))
    if not sender.is_proven:
        return park(why.UNPROVEN, ticket=suggested_ticket(mail))
    return None
