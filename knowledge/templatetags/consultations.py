"""How comments and responses look: tones of states, and what can still be done with a comment."""

from django import template
from django.utils.translation import pgettext

from knowledge.models import Comment, Response

register = template.Library()

VERDICT_TONES = {
    Response.Verdict.ACCEPTED: "ok",
    Response.Verdict.PARTLY: "info",
    Response.Verdict.REJECTED: "bad",
    Response.Verdict.EXPLAINED: "quiet",
}
COMMENT_TONES = {
    Comment.State.WAITING: "warn",
    Comment.State.RETURNED: "warn",
    Comment.State.PUBLISHED: "info",
    Comment.State.HIDDEN: "bad",
    Comment.State.WITHDRAWN: "quiet",
}
CHANGEABLE = (Comment.State.WAITING, Comment.State.RETURNED, Comment.State.PUBLISHED)


@register.filter
def verdict_tone(verdict: str) -> str:
    return VERDICT_TONES[verdict]


@register.filter
def comment_tone(comment: Comment) -> str:
    return "ok" if comment.answer else COMMENT_TONES[comment.state]


@register.filter
def comment_standing(comment: Comment) -> str:
    return pgettext("comment", "answered") if comment.answer else comment.get_state_display()


@register.filter
def can_still_change(comment: Comment) -> bool:
    """Not answered, not hidden or withdrawn, and comments are still taken."""
    is_open = comment.state in CHANGEABLE and comment.consultation.takes_comments()
    return is_open and comment.answer is None
