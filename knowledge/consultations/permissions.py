"""Who speaks for whom in a consultation."""

from foundation.accounts.models import Membership, Organisation, User
from knowledge.models import Comment, Consultation
from knowledge.offices import right_to_assess
from knowledge.permissions import may_write


def may_speak(user, office: Organisation | None) -> bool:
    """Write in the name of `office`: its member, or whoever serves it. A contractor has no opinion."""
    if office is None or not user.is_authenticated or office.kind == Organisation.Kind.CONTRACTOR:
        return False
    return right_to_assess(user, office) is not None


def may_approve(user: User, office: Organisation | None) -> bool:
    """Say that a comment is the office's own: its coordinator, or its parent's."""
    if office is None or not may_speak(user, office):
        return False
    return Membership.objects.coordinators_of(office).filter(user=user).exists()


def may_release(user: User, comment: Comment) -> bool:
    """Let a comment that waits be published: the office's coordinator, or an editor for an association."""
    return may_approve(user, comment.organisation) if comment.organisation else may_write(user)


def may_change(user: User, comment: Comment) -> bool:
    """Edit or withdraw a comment: its author, or the coordinator of its office.

    An author who left the office speaks for it no more; an association's comment stays its author's.
    """
    is_author = comment.author_id == user.pk
    if comment.organisation is None:
        return is_author
    return may_approve(user, comment.organisation) or (
        is_author and may_speak(user, comment.organisation)
    )


def may_answer(user, consultation: Consultation) -> bool:
    """Answer and hide comments, and conclude."""
    return may_write(user)
