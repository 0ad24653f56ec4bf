"""Who may do what in the archive."""

from foundation.accounts.roles import Role

ARCHIVE_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def is_archive_staff(user) -> bool:
    """Those who write and review records see every line, import and document."""
    return user.is_authenticated and user.has_role(*ARCHIVE_ROLES)


def user_can_judge(user) -> bool:
    """Decide whether an unsure line is a digital project."""
    return is_archive_staff(user)
