"""Files that came with words which were not taken yet: kept, and named by the page until it is sent again.

A reporter has no account, so the page itself carries the keys of the files, under a signature that
holds for its own link. What is never sent goes with other uploads that nobody took.
"""

from collections.abc import Sequence

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from foundation.files.actions import store_file
from foundation.files.forms import MOST_FILES, FilesField
from foundation.files.models import StoredFile
from helpdesk.models import IncidentLink, Upload


def keep(link: IncidentLink, sent: Sequence[UploadedFile], *, signed: str) -> list[StoredFile]:
    """Keep what was just sent beside what the page names; raises ValidationError past the most files."""
    kept = _named(link, signed)
    if len(kept) + len(sent) > MOST_FILES:
        too_many = FilesField.default_error_messages["too_many"]
        raise ValidationError(too_many, params={"count": MOST_FILES})
    at = timezone.now()
    for content in sent:
        file = store_file(content, name=content.name, by=None, at=at)
        Upload.objects.create(file=file, user=None, uploaded_at=at)
        kept.append(file)
    return kept


def sign(link: IncidentLink, files: Sequence[StoredFile]) -> str:
    """What the page sends back for `files`; empty for none."""
    return signing.dumps([str(file.pk) for file in files], salt=_salt(link)) if files else ""


def _named(link: IncidentLink, signed: str) -> list[StoredFile]:
    """The files that the page named and that still wait; none where it is signed for another link."""
    try:
        keys = signing.loads(signed, salt=_salt(link))
    except signing.BadSignature:
        return []
    waiting = Upload.objects.filter(user=None, file__in=keys).select_related("file")
    return [upload.file for upload in waiting]


def _salt(link: IncidentLink) -> str:
    return f"helpdesk.incident.files.{link.token_hash}"
