"""Who looks after the post."""

from foundation.accounts.models import User
from foundation.accounts.roles import Role


def user_can_look_after_mail(user: User) -> bool:
    """Supervisors and administrators see what could not be sent, and decide about it."""
    return user.is_authenticated and user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR)
