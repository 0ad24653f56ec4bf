"""Materials and recordings for those who take part."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files.actions import store_file
from training.models import Session, SessionMaterial
from training.permissions import may_see_participants

MOST_MATERIALS = 50


def share_material(
    session: Session,
    *,
    by: User,
    title: str,
    content: UploadedFile | None = None,
    url: str = "",
    at: datetime | None = None,
) -> SessionMaterial:
    """Give everybody with a place a file or a link; organisers and the session's trainers do it.

    Raises ValidationError where the file is not taken, or where it is neither or both.
    """
    _check_shares(by, session)
    at = at or timezone.now()
    if session.materials.count() >= MOST_MATERIALS:
        raise ValidationError(
            _("A session has at most %(most)s materials.") % {"most": MOST_MATERIALS}
        )
    if bool(content) == bool(url):
        raise ValidationError(_("Add a file or a link, one of the two."))
    with transaction.atomic():
        file = store_file(content, name=content.name, by=by, at=at) if content else None
        material = SessionMaterial(
            session=session, title=title.strip(), file=file, url=url, added_by=by, added_at=at
        )
        material.full_clean()
        material.save()
    return material


def take_material_back(material: SessionMaterial, *, by: User) -> None:
    """Take it away from everybody; the file goes with it."""
    _check_shares(by, material.session)
    material.delete()


def _check_shares(by: User, session: Session) -> None:
    if not may_see_participants(by, session):
        raise PermissionDenied(_("Only organisers and trainers of the session can do this."))
