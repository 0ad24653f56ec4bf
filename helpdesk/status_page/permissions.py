"""Who tells the public about systems."""

from helpdesk import permissions


def may_publish(user) -> bool:
    """Everybody who works at the desk."""
    return permissions.user_is_staff(user)
