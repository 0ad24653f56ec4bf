"""File names from strangers, made harmless without hiding what they say."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

LONGEST = 150  # characters; well under the 255 bytes of file systems, also in Polish
LONGEST_EXTENSION = 12
# Names that Windows keeps for devices, whatever their extension.
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of `name`, on one line, at most 150 characters with its extension kept.

    Control and invisible direction characters go (a right-to-left override shows `fdp.exe` as
    `exe.pdf`), so do characters that paths or shells read. Every extension stays visible.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name).replace("\0", ""))[-1]
    visible = "".join(" " if c in "\r\n\t" else c for c in last if not _is_hidden(c))
    plain = re.sub(r'[<>:"|?*]', "_", " ".join(visible.split())).strip(". ")
    if RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or _("unnamed")


def extension_of(name: str) -> str:
    """The last extension in lower case, without its dot."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _is_hidden(character: str) -> bool:
    """Control, format (direction, zero width), surrogate and private characters."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and character not in "\r\n\t"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix) > LONGEST_EXTENSION:
        suffix = ""
    return name[: LONGEST - len(suffix)].rstrip(". ") + suffix
