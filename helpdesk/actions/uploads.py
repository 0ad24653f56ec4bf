"""Files added while somebody writes, kept until the message takes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files.actions import store_file
from foundation.files.models import StoredFile
from helpdesk.models import Draft, Upload

MOST_WAITING = 20


def keep_upload(content: BinaryIO, *, name: str, by: User, at: datetime | None = None) -> Upload:
    """Check and keep a file that is not sent yet; raises ValidationError for one that is not taken."""
    if loose_uploads().filter(user=by).count() >= MOST_WAITING:
        raise ValidationError(
            _("Too many files wait to be sent. Send or remove some of them first.")
        )
    at = at or timezone.now()
    file = store_file(content, name=name, by=by, at=at)
    return Upload.objects.create(file=file, user=by, uploaded_at=at)


@transaction.atomic
def discard_upload(file_id: UUID, *, by: User) -> None:
    """Forget one's own file that no message took; its bytes go with the daily job."""
    upload = Upload.objects.select_for_update().filter(file=file_id, user=by).first()
    if upload:
        StoredFile.objects.filter(pk=file_id).delete()


def loose_uploads() -> models.QuerySet[Upload]:
    """Files that wait and are in no draft; those of a draft stay as long as it does."""
    return Upload.objects.exclude(file__in=Draft.files.through.objects.values("storedfile"))


def uploads_of(ids: Sequence[UUID], *, by: User) -> Sequence[Upload]:
    """Those of `ids` that are one's own and still wait, in the order in which they came."""
    return list(Upload.objects.filter(user=by, file__in=ids).select_related("file"))
