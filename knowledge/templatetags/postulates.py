"""How states of postulates look."""

from django import template

from knowledge.models import Postulate

register = template.Library()

TONES = {
    Postulate.State.WAITING: "warn",
    Postulate.State.RETURNED: "warn",
    Postulate.State.OPEN: "info",
    Postulate.State.CONSIDERED: "warn",
    Postulate.State.ACCEPTED: "ok",
    Postulate.State.REJECTED: "bad",
    Postulate.State.DONE: "ok",
}


@register.filter
def postulate_tone(state: str) -> str:
    return TONES[state]
