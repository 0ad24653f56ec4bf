"""What templates of knowledge need: Markdown, tones of states, levels in words."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.markdown import as_html
from knowledge.models import ProvisionPeriod, StandardVersion, System

register = template.Library()

SYSTEM_TONES = {
    System.State.OPERATIONAL: "ok",
    System.State.DEGRADED: "warn",
    System.State.DOWN: "bad",
    System.State.MAINTENANCE: "info",
    System.State.RETIRED: "quiet",
}


@register.filter
def markdown(text: str) -> SafeString:
    return as_html(text)


@register.filter
def system_tone(state: str) -> str:
    return SYSTEM_TONES[state]


@register.filter
def version_tone(version: StandardVersion) -> str:
    if not version.is_published:
        return "info" if version.state == StandardVersion.State.CONSULTATION else "quiet"
    return "ok" if standing(version) == "current" else "quiet"


@register.filter
def standing(version: StandardVersion, day: date | None = None) -> str:
    """How a version stands on a day: draft, consultation, future, current or past."""
    day = day or timezone.localdate()
    if not version.is_published:
        return version.state
    if version.in_force_from > day:
        return "future"
    return "past" if version.in_force_to and version.in_force_to < day else "current"


@register.filter
def standing_in_words(version: StandardVersion) -> str:
    words = {
        "draft": _("draft standard"),
        "consultation": _("draft standard in consultation"),
        "future": _("not yet in force"),
        "current": _("in force"),
        "past": _("replaced"),
    }
    return words[standing(version)]


@register.filter
def checked_in_words(period: ProvisionPeriod) -> str:
    """Has a person compared it with the journal? Unchecked facts always say so."""
    return _("checked") if period.is_checked else _("to be confirmed")
