"""Drafts of requesters: kept while they write, the same on every device, gone when sent."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.models import Draft
from helpdesk.models.draft import KEPT_FOR

LARGEST = 250_000  # characters of everything typed in one form


def keep_draft(
    form: str, fields: Mapping[str, object], *, by: User, at: datetime | None = None
) -> Draft:
    """Keep what `by` has typed in a form, over what was kept of it before."""
    if len(json.dumps(fields)) > LARGEST:
        raise ValidationError(_("The text is too long. Send it as a file."))
    now = {"fields": dict(fields), "changed_at": at or timezone.now()}
    draft, _new = Draft.objects.update_or_create(user=by, form=form, defaults=now)
    return draft


def discard_draft(form: str, *, by: User) -> None:
    """Forget a draft; files that went nowhere go with the daily job of uploads."""
    Draft.objects.filter(user=by, form=form).delete()


def forget_old_drafts(*, at: datetime) -> int:
    """Forget drafts that nobody touched for sixty days; return how many."""
    forgotten, _kinds = Draft.objects.filter(changed_at__lt=at - KEPT_FOR).delete()
    return forgotten
