"""Access tokens for mailboxes at Microsoft 365 and Google (OAuth 2.0, RFC 6749)."""

import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from helpdesk.mail.imap.refusals import Refused
from helpdesk.models import Mailbox

SECONDS = 15
LARGEST_ANSWER = 64 * 1024


def access_token(mailbox: Mailbox) -> str:
    """Ask for a token: with the refresh token where there is one (6), else in our own name (4.4).

    Raises Refused with what the server said, OSError where it cannot be reached.
    """
    asked = {"client_id": mailbox.client_id, "client_secret": mailbox.secret}
    if mailbox.refresh_token:
        asked |= {"grant_type": "refresh_token", "refresh_token": mailbox.refresh_token}
    else:
        asked |= {"grant_type": "client_credentials"}
    if mailbox.scope:
        asked["scope"] = mailbox.scope
    answer = _ask(mailbox.token_url, asked)
    token = answer.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token:
        raise Refused(_("The server gave no token: %s") % _words(answer))
    return token


def _ask(url: str, asked: dict[str, str]) -> dict[str, object]:
    if not url.startswith("https://"):
        raise Refused(_("Tokens are asked for over an encrypted connection (https) only."))
    request = Request(url, urlencode(asked).encode(), {"Accept": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return _read(answer.read(LARGEST_ANSWER))
    except HTTPError as error:
        with error:
            said = _read(error.read(LARGEST_ANSWER))
        raise Refused(_("The server gave no token: %s") % _words(said)) from error


def _read(content: bytes) -> dict[str, object]:
    try:
        answer = json.loads(content)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _words(answer: dict[str, object]) -> str:
    """What an error answer says (5.2); never the token itself."""
    said = (answer.get("error"), answer.get("error_description"))
    return " ".join(str(piece) for piece in said if piece)[:300] or "?"
