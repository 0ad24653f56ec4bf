"""Who may do what in the archive."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role

ARCHIVE_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def is_archive_staff(user) -> bool:
    """Those who write and review records see every line, import and document."""
    return user.is_authenticated and user.has_role(*ARCHIVE_ROLES)


def user_can_judge(user) -> bool:
    """Decide whether an unsure line is a digital project."""
    return is_archive_staff(user)


def looks_after(user, project) -> bool:
    """Is `user` a coordinator of the office that ran the project?"""
    offices = Organisation.objects.coordinated_by(user)
    return bool(project.organisation_id) and offices.filter(pk=project.organisation_id).exists()


def may_describe(user, project) -> bool:
    """Archive staff, and coordinators of the office that ran the project."""
    return is_archive_staff(user) or looks_after(user, project)


def may_add_documents(user, project) -> bool:
    """Those who describe a project add its documents."""
    return may_describe(user, project)


def may_publish_records(user) -> bool:
    """Let a description through the gate: reviewers and administrators."""
    return user.is_authenticated and user.has_role(Role.REVIEWER, Role.ADMINISTRATOR)


def may_release_documents(user) -> bool:
    """Say that a document holds no personal data: reviewers and administrators."""
    return user.is_authenticated and user.has_role(Role.REVIEWER, Role.ADMINISTRATOR)


def may_withdraw_documents(user, project) -> bool:
    """Reviewers, and the office whose document it is: it may hold what must go at once."""
    return may_release_documents(user) or looks_after(user, project)


def archive_staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let archive staff in; others are asked to sign in, or told that there is nothing here."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_archive_staff(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
