"""What templates of the self-assessment need: shapes and words of ratings."""

from django import template
from django.utils.translation import gettext as _

from knowledge.models import RequirementRating

register = template.Library()

Result = RequirementRating.Result
TONES = {Result.MET: "ok", Result.PARTLY: "warn", Result.NOT_MET: "bad"}


@register.filter
def rating_tone(result: str) -> str:
    return TONES.get(result, "quiet")


@register.filter
def rating_word(result: str) -> str:
    return str(Result(result).label) if result in Result.values else _("not rated yet")


@register.filter
def rating_mark(result: str) -> str:
    """The class of the shape that stands for a rating."""
    return result or "open"
