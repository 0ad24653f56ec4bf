"""Delivery reports: RFC 3464, and what mail systems send instead."""

import re

from django.conf import settings

from foundation.mailing.models import OutgoingMail
from helpdesk.mail.filters.threading import ticket_of_ours
from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.models import RawMail

MOST_NAMED = 50  # mails of ours in one report
REPORTS = frozenset({"message/delivery-status", "message/feedback-report"})
DAEMONS = frozenset(
    {"mailer-daemon", "mdaemon", "mail-daemon", "mailerdaemon", "bounce", "bounces"}
)
SUBJECT = re.compile(
    r"undeliver|not delivered|delivery (status|fail|notif|report|problem)|returned mail|returned to"
    r"|failure notice|mail (delivery|system error|could not)|non[- ]?deliver|niedoręcz|nie dostarcz"
    r"|niedostarcz|zwrot wiadomości|zwrócona|unzustellbar",
    re.IGNORECASE,
)
PERMANENT = re.compile(r"^(action:\s{0,9}failed|status:\s{0,9}5\.)", re.IGNORECASE | re.MULTILINE)
TRANSIENT = re.compile(
    r"^(action:\s{0,9}(delayed|delivered|relayed|expanded)|status:\s{0,9}[24]\.)",
    re.IGNORECASE | re.MULTILINE,
)
DIAGNOSIS = re.compile(
    r"^diagnostic-code:[ \t]{0,9}([^\n]{1,300}(?:\n[ \t][^\n]{1,200}){0,3})",
    re.IGNORECASE | re.MULTILINE,
)
# „Warning: could not send message for past 4 hours”: the other server still tries.
DELAY = re.compile(r"delay|warning|still being|opóźni|verzöger", re.IGNORECASE)


def judge(mail: Incoming) -> Decision | None:
    """Recognise a report; whether it names a mail of ours is seen when it is recorded."""
    if not is_report(mail):
        return None
    ours = our_message_ids(mail)
    why = RawMail.Why.OUR_MAIL_FAILED if ours else RawMail.Why.FOREIGN_REPORT
    return Decision(RawMail.Outcome.BOUNCE, why, ticket=ticket_of_ours(ours))


def is_report(mail: Incoming) -> bool:
    parsed = mail.parsed
    if REPORTS.intersection(parsed.part_types) or parsed.header("x-failed-recipients"):
        return True
    has_sender = any(sender.email for sender in parsed.senders)
    is_from_nobody = not has_sender or parsed.header("return-path") == "<>"
    locals_ = {sender.email.partition("@")[0] for sender in parsed.senders}
    is_from_daemon = bool(locals_ & DAEMONS)
    is_from_postmaster = "postmaster" in locals_ and mail.sender.person is None
    may_be = is_from_daemon or is_from_nobody or is_from_postmaster
    return is_from_daemon or (may_be and bool(SUBJECT.search(parsed.subject)))


def our_message_ids(mail: Incoming) -> list[str]:
    """Message-IDs of mails that we sent, anywhere in a report, also where its text travelled encoded;
    their random part cannot be guessed."""
    text = bytes(mail.raw.content).decode("latin-1") + mail.parsed.whole_text
    pattern = rf"<[0-9a-f]{{32}}\.[a-z0-9-]{{1,40}}@{re.escape(settings.MAIL_DOMAIN)}>"
    named = list(dict.fromkeys(re.findall(pattern, text)))[:MOST_NAMED]
    known = OutgoingMail.objects.filter(message_id__in=named)
    sent = set(known.values_list("message_id", flat=True))
    return [message_id for message_id in named if message_id in sent]


def is_permanent(mail: Incoming) -> bool:
    """Whether the address is dead: a report that says nothing machine-readable counts as final,
    unless it is headed as a warning of a delay."""
    text = "\n".join(mail.parsed.reports)
    is_delay = TRANSIENT.search(text) or DELAY.search(mail.parsed.subject)
    return bool(PERMANENT.search(text)) or not is_delay


def words_of_server(mail: Incoming) -> str:
    """What the other server said (RFC 3464, 2.3.6), else how the report is headed or begins."""
    found = DIAGNOSIS.search("\n".join(mail.parsed.reports))
    return found[1] if found else mail.parsed.subject or mail.parsed.text[:200]
