"""A signed-in connection to a mailbox. The certificate of the server is always checked.

A certificate authority of one's own is named by the environment variable SSL_CERT_FILE.
"""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

from foundation.crypto import UnreadableSecret
from helpdesk.mail.imap.bearer import access_token
from helpdesk.mail.imap.refusals import Refused
from helpdesk.models import Mailbox

SECONDS = 20  # of silence after which a server counts as away
FAILURES = (OSError, ImapToolsError, imaplib.IMAP4.error, Refused, UnreadableSecret)


@contextmanager
def connected(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """Yield a connection with the folder of `mailbox` open; raises one of FAILURES."""
    imap = _opened(mailbox)
    try:
        _sign_in(imap, mailbox)
        yield imap
    finally:
        with suppress(*FAILURES):
            imap.logout()
        with suppress(*FAILURES):
            imap.client.shutdown()


def explain(error: Exception) -> str:
    """Why collecting failed, in one line without any secret."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The certificate of the server is not valid: %s") % error.verify_message
    if isinstance(error, TimeoutError):
        return _("The server did not answer in time.")
    if isinstance(error, socket.gaierror):
        return _("There is no server with this name.")
    if isinstance(error, OSError):
        return _("The server cannot be reached: %s") % (error.strerror or error)
    if isinstance(error, ImapToolsError):
        return _("The server refused: %s") % " ".join(map(_plain, error.command_result[1]))
    return " ".join(map(_plain, error.args))[:500]


def _plain(piece: object) -> str:
    return piece.decode(errors="replace") if isinstance(piece, bytes) else str(piece)


def _opened(mailbox: Mailbox) -> BaseMailBox:
    """Connect; a server that offers no encryption where it is asked for gets no password."""
    if mailbox.security == Mailbox.Security.NONE:
        return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=SECONDS)
    context = ssl.create_default_context()
    kind = MailBox if mailbox.security == Mailbox.Security.TLS else MailBoxStartTls
    return kind(mailbox.host, mailbox.port, timeout=SECONDS, ssl_context=context)


def _sign_in(imap: BaseMailBox, mailbox: Mailbox) -> None:
    if mailbox.sign_in == Mailbox.SignIn.BEARER:
        imap.xoauth2(mailbox.user_name, access_token(mailbox), initial_folder=None)
    elif mailbox.user_name.isascii() and mailbox.secret.isascii():
        imap.login(mailbox.user_name, mailbox.secret, initial_folder=None)
    else:
        imap.login_utf8(mailbox.user_name, mailbox.secret, initial_folder=None)
    if not imap.folder.exists(mailbox.folder):
        raise Refused(_("There is no folder “%s”.") % mailbox.folder)
    imap.folder.set(mailbox.folder)
