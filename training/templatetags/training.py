"""Words of training in templates."""

from django import template
from django.utils import timezone

from training import words
from training.permissions import may_organise

register = template.Library()

register.filter("days", words.days)
register.filter("hours", words.hours)
register.filter("length_words", words.length)
register.filter("organises", may_organise)
register.filter("places", words.places)
register.filter("enrolment_tone", words.enrolment_tone)
register.filter("session_tone", words.session_tone)
register.filter("what_happens_next", words.what_happens_next)


@register.filter
def enrolment_status(session) -> str:
    return words.enrolment_status(session, timezone.now())


@register.filter
def seat_tone(session) -> str:
    return words.seat_tone(session, timezone.now())
