"""Save a search, name it, choose whether to hear of it, let it go."""

from datetime import datetime

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.searched import one_line
from foundation.watching.lists import watched_list
from foundation.watching.models import SavedSearch

MOST = 50  # of one person
SALT = "watching.stop"


@transaction.atomic
def save_search(
    *, by: User, kind: str, parameters: QueryDict, name: str = "", at: datetime | None = None
) -> SavedSearch:
    """Keep a list as it is narrowed now; what appears from now on is told of.

    Raises ValidationError for a list that nobody knows, a question without words, one saved before, and the
    fifty-first.
    """
    watched, at = watched_list(kind), at or timezone.now()
    if watched is None:
        raise ValidationError(_("This list cannot be saved."))
    query = watched.query(parameters)
    if watched.needs_words and not one_line(parameters.get("q", "")):
        raise ValidationError(_("Ask something first; then save the search."))
    User.objects.select_for_update().get(pk=by.pk)
    if SavedSearch.objects.filter(user=by).count() >= MOST:
        raise ValidationError(_("You have fifty saved searches. Delete one first."))
    search = SavedSearch(
        user=by,
        name=_name(name) or _name(parameters.get("q", "")) or watched.label,
        kind=kind,
        query=query,
        language=get_language(),
        created_at=at,
        told_until=at,
    )
    search.full_clean()
    search.save()
    return search


def change_search(search: SavedSearch, *, by: User, name: str, is_mailed: bool) -> SavedSearch:
    """Rename it, and say whether what is new is told; what appeared while it was not stays untold."""
    _refuse_others(search, by)
    if not _name(name):
        raise ValidationError(_("Give it a name."))
    if is_mailed and not search.is_mailed:
        search.told_until = timezone.now()
    search.name, search.is_mailed = _name(name), is_mailed
    search.save(update_fields=["name", "is_mailed", "told_until"])
    return search


def delete_search(search: SavedSearch, *, by: User) -> None:
    """Let a saved search go, for good."""
    _refuse_others(search, by)
    search.delete()


def stop_token(user: User) -> str:
    """For the link in a mail by which `user` hears no more, without signing in."""
    return signing.dumps(user.pk, salt=SALT)


def person_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def stop_all(*, by: User) -> int:
    """Tell `by` of no saved search any more; returns how many they were. The searches stay."""
    return SavedSearch.objects.filter(user=by, is_mailed=True).update(is_mailed=False)


def _name(text: str) -> str:
    return one_line(text)[:120]


def _refuse_others(search: SavedSearch, by: User) -> None:
    if search.user_id != by.pk:
        raise PermissionDenied
