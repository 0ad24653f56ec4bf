"""Every sweep and every scheduled job of the product."""

from datetime import time

from config.due_work import Daily, Sweep
from foundation.files.sweeps import remove_orphans
from foundation.mailing.digests import send_digests
from foundation.mailing.sweeps import deliver_mail
from foundation.search.sweeps import index_changes
from helpdesk.sweeps import understand_mail
from training.sweeps import advance_sessions, expire_offers, send_reminders

# Run every second, in this order: what a person waits for first.
SWEEPS: tuple[Sweep, ...] = (
    deliver_mail,
    understand_mail,
    index_changes,
    expire_offers,
    advance_sessions,
)

# Wall times of Poland; the newest missed slot is made up once.
SCHEDULE: tuple[Daily, ...] = (
    Daily("mailing.digests", time(7, 0), send_digests),
    Daily("training.reminders", time(8, 0), send_reminders),
    Daily("files.orphans", time(3, 0), remove_orphans),
)
