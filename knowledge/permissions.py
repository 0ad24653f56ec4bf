"""Who may do what with knowledge."""

from foundation.accounts.models import User
from foundation.accounts.roles import Role


def may_write(user) -> bool:
    """Edit drafts, systems and legal facts."""
    return user.is_authenticated and user.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def may_publish(user: User) -> bool:
    """Publish a version of a standard, which nobody can change afterwards."""
    return user.is_authenticated and user.has_role(Role.REVIEWER, Role.ADMINISTRATOR)
