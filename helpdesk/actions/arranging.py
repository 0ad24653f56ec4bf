"""How a person arranges the desk."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.models import DeskSettings

MOST_VIEWS = 12


@transaction.atomic
def arrange_desk(user: User, *, columns: Sequence[str], has_letter_keys: bool) -> DeskSettings:
    """Keep which columns `user` sees and whether letters are keys."""
    settings = _own(user)
    settings.columns, settings.has_letter_keys = list(columns), has_letter_keys
    settings.save()
    return settings


@transaction.atomic
def save_view(user: User, *, name: str, base: str, word: str) -> DeskSettings:
    """Keep a search under a name; the same name again replaces it."""
    name, word = " ".join(name.split())[:60], word.strip()[:100]
    if not name or not word:
        raise ValidationError(_("Give the view a name."))
    settings = _own(user)
    others = [view for view in settings.views if view["name"] != name]
    if len(others) >= MOST_VIEWS:
        raise ValidationError(
            _("You have %(count)d views already; delete one first.") % {"count": MOST_VIEWS}
        )
    settings.views = sorted([*others, {"name": name, "base": base, "word": word}], key=_by_name)
    settings.save()
    return settings


@transaction.atomic
def delete_view(user: User, *, name: str) -> DeskSettings:
    """Forget a view of one's own; an unknown name changes nothing."""
    settings = _own(user)
    settings.views = [view for view in settings.views if view["name"] != name]
    settings.save()
    return settings


def _by_name(view: dict[str, str]) -> str:
    return view["name"]


def _own(user: User) -> DeskSettings:
    DeskSettings.objects.get_or_create(user=user)
    return DeskSettings.objects.select_for_update().get(user=user)
