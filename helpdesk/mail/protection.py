"""Whether a mail is signed or encrypted. It is kept as it came and said; nothing is verified here."""

from collections.abc import Iterable
from email.message import Message
from enum import StrEnum

PGP_ENCRYPTED, PGP_SIGNED = "-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP SIGNED MESSAGE-----"


class Protection(StrEnum):
    SMIME_SIGNED = "S/MIME signed"
    SMIME_ENCRYPTED = "S/MIME encrypted"
    PGP_SIGNED = "PGP signed"
    PGP_ENCRYPTED = "PGP encrypted"


ENCRYPTED = frozenset({Protection.SMIME_ENCRYPTED, Protection.PGP_ENCRYPTED})


def protections_of(parts: Iterable[Message], text: str) -> tuple[Protection, ...]:
    """How a mail is protected, by its parts (RFC 8551, RFC 3156) or by the words of PGP in its text."""
    found = [kind for part in parts if (kind := _of_part(part))]
    if PGP_ENCRYPTED in text:
        found.append(Protection.PGP_ENCRYPTED)
    if PGP_SIGNED in text:
        found.append(Protection.PGP_SIGNED)
    return tuple(dict.fromkeys(found))


def _of_part(part: Message) -> Protection | None:
    kind = part.get_content_type().replace("/x-", "/")
    if kind == "application/pkcs7-mime":
        is_signed = "signed-data" in str(part.get("Content-Type", "")).lower()
        return Protection.SMIME_SIGNED if is_signed else Protection.SMIME_ENCRYPTED
    return {
        "application/pkcs7-signature": Protection.SMIME_SIGNED,
        "application/pgp-signature": Protection.PGP_SIGNED,
        "application/pgp-encrypted": Protection.PGP_ENCRYPTED,
    }.get(kind)
