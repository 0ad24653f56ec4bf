"""Due work of this app."""

from datetime import datetime, timedelta

from foundation.files.models import StoredFile
from helpdesk import actions, presence
from helpdesk.actions.sending import LEASE
from helpdesk.actions.uploads import loose_uploads
from helpdesk.mail.imap.collecting import collect
from helpdesk.mail.receiving import understand_again
from helpdesk.models import BulkItem, Mailbox, RawMail, UnsentReply

# Of a page whose text was kept nowhere: whoever comes back the next day still has its files.
UPLOADS_WAIT = timedelta(days=2)
# Then the next mailbox has its turn; a full one is due again at once.
MOST_OF_A_MAILBOX = 20


def understand_mail(*, at: datetime, limit: int = 20) -> int:
    """Read stored mails whose first reader died or had no room; return how many."""
    mails = RawMail.objects.claim(at=at, limit=limit)
    for raw in mails:
        understand_again(raw, at=at)
    return len(mails)


def forget_uploads(*, at: datetime) -> None:
    """Delete files that nobody sent and no draft holds; their bytes go with the daily job of the files."""
    old = loose_uploads().filter(uploaded_at__lt=at - UPLOADS_WAIT)
    StoredFile.objects.filter(pk__in=list(old.values_list("file", flat=True))).delete()


def collect_mail(*, at: datetime) -> int:
    """Take up to twenty mails from the mailbox that waits longest; return how many came."""
    mailboxes = Mailbox.objects.active().claim(at=at, limit=1)
    return sum(collect(mailbox, at=at, limit=MOST_OF_A_MAILBOX).stored for mailbox in mailboxes)


def send_replies(*, at: datetime, limit: int = 20) -> int:
    """Send the replies whose time to be taken back is over; return how many rows were seen."""
    unsent = UnsentReply.objects.claim(at=at, limit=limit, lease=LEASE)
    for one in unsent:
        actions.send(one, at=at)
    return len(unsent)


def forget_presence(*, at: datetime) -> None:
    """Delete who looked at which ticket, once nobody needs it."""
    presence.forget(before=at - presence.KEPT)


def change_many_tickets(*, at: datetime, limit: int = 50) -> int:
    """Go on with bulk changes that the request itself did not finish."""
    items = BulkItem.objects.claim(at=at, limit=limit)
    for item in items:
        actions.do_item(item, at=at)
    return len(items)
