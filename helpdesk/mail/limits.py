"""How much of a mail is looked at; what is over a limit waits for a person, the next mail goes on."""

from django.utils.translation import gettext_lazy as _

LARGEST_MAIL = 30 * 1024 * 1024  # bytes
LARGEST_HEADER = 200 * 1024  # bytes
MOST_PARTS = 500
DEEPEST = 30
MOST_FILES = 500  # a packet of Outlook may hold more than a mail has parts
MOST_LINKS = 5_000
LONGEST_TEXT = 1_000_000  # characters of one body looked at
LONGEST_VALUE = 2_000  # characters of one header value looked at


class OverLimit(Exception):
    """A mail is larger, deeper or slower than we look at; `reason` is for a person to read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


TOO_LARGE = _("The message is larger than 30 MB.")
HEADER_TOO_LARGE = _("The header of the message is larger than 200 kB.")
TOO_MANY_PARTS = _("The message has more than 500 parts.")
TOO_DEEP = _("The message is nested more than 30 levels deep.")
TOO_MANY_LINKS = _("The message has more than 5,000 links.")
TOO_SLOW = _("Reading the message took longer than 5 seconds.")
TOO_MUCH_MEMORY = _("Reading the message takes more than 300 MB of memory.")
