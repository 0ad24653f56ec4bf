"""Read a file once: how large, which bytes, of what kind, and whether it is taken at all."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files.scanning import SignatureScan
from foundation.files.types import SAMPLE, checked_type

LARGEST = 25 * 1024 * 1024  # bytes
PIECE = 256 * 1024


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    size: int
    sha256: str
    content_type: str


def check_file(content: BinaryIO, *, name: str, largest: int = LARGEST) -> Checked:
    """Read `content` (it can seek) piece by piece and judge it under its cleaned `name`.

    Raises ValidationError with a message for a form where the file is empty, too large, harmful,
    a program, or of a kind that is not taken.
    """
    digest, scan, size, sample = hashlib.sha256(), SignatureScan(), 0, b""
    content.seek(0)
    while piece := content.read(PIECE):
        size += len(piece)
        if size > largest:
            raise ValidationError(
                _("The file “%(name)s” is too large: at most %(megabytes)s MB."),
                params={"name": name, "megabytes": largest // 1024**2},
            )
        sample = sample or piece[:SAMPLE]
        digest.update(piece)
        scan.feed(piece)
    if not size:
        raise ValidationError(_("The file “%(name)s” is empty."), params={"name": name})
    if scan.found:
        raise ValidationError(
            _("The file “%(name)s” contains malicious code and was refused."), params={"name": name}
        )
    return Checked(size, digest.hexdigest(), checked_type(name, sample))
