"""What templates of knowledge need: Markdown, tones of states, levels in words."""

import json
from collections.abc import Mapping
from datetime import date

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from knowledge.datasets.differences import rule_in_words
from knowledge.models import Audience, ProvisionPeriod, StandardVersion, System
from knowledge.models.localised import shown_language
from knowledge.standards.comparison import Kind
from knowledge.standards.markdown import as_html

register = template.Library()

ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}

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
def language_of(instance, name: str) -> str:
    """The language in which `instance` shows `name`: for the `lang` of the element around it."""
    return shown_language(instance, name)


@register.filter
def linked_data(record: Mapping[str, object]) -> SafeString:
    """`record` as JSON-LD for a script element; what would end the element is escaped."""
    text = json.dumps(record, ensure_ascii=False, cls=DjangoJSONEncoder)
    return mark_safe(text.translate(ESCAPED))  # noqa: S308  every < > & is escaped


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


COMPARISON_TONES = {
    Kind.ADDED: "info",
    Kind.CHANGED: "warn",
    Kind.REMOVED: "bad",
    Kind.REWORDED: "quiet",
    Kind.SAME: "quiet",
}


@register.filter
def comparison_tone(kind: Kind) -> str:
    return COMPARISON_TONES[kind]


@register.filter
def comparison_in_words(kind: Kind) -> str:
    words = {
        Kind.ADDED: _("added"),
        Kind.CHANGED: _("changed"),
        Kind.REMOVED: _("removed"),
        Kind.REWORDED: _("only explained better"),
        Kind.SAME: _("unchanged"),
    }
    return words[kind]


@register.filter
def part_in_words(name: str) -> str:
    """What a part of a requirement, or of a field of a data set, is called on pages."""
    words = {
        "chapter": _("Chapter"),
        "title": _("Title"),
        "text": _("Text"),
        "how_to_check": _("How to check it"),
        "evidence": _("Evidence expected"),
        "heads": Audience.HEADS.label,
        "it": Audience.IT.label,
        "staff": Audience.STAFF.label,
        "background": _("Background"),
        "rule": _("What a value must be"),
        "description": _("Description"),
        "codes": _("Codes"),
        "examples": _("Examples"),
    }
    return words[name]


register.filter(rule_in_words)
