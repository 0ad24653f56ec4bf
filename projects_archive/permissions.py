"""Who may do what in the archive."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from foundation.accounts.roles import Role

ARCHIVE_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def is_archive_staff(user) -> bool:
    """Those who write and review records see every line, import and document."""
    return user.is_authenticated and user.has_role(*ARCHIVE_ROLES)


def user_can_judge(user) -> bool:
    """Decide whether an unsure line is a digital project."""
    return is_archive_staff(user)


def archive_staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let archive staff in; others are asked to sign in, or told that there is nothing here."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_archive_staff(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
