"""Words of training in templates."""

from uuid import uuid4

from django import template
from django.utils import timezone

from training import tones, words
from training.demand import demand_words
from training.letters import receivers_of
from training.permissions import may_lead
from training.programme import talk_places
from training.qr import qr_picture
from training.rounds import in_words

register = template.Library()

register.filter("decision_words", in_words)
register.filter("demand_words", demand_words)
register.filter("days", words.days)
register.filter("hours", words.hours)
register.filter("learning_words", words.learning_words)
register.filter("length_words", words.length)
register.filter("meeting_words", words.meeting_words)
register.filter("leads", may_lead)
register.filter("places", words.places)
register.filter("talk_places", talk_places)
register.filter("enrolment_tone", tones.enrolment_tone)
register.filter("session_tone", tones.session_tone)
register.filter("certificate_state", words.certificate_state)
register.filter("certificate_tone", tones.certificate_tone)
register.filter("qr_picture", qr_picture)
register.filter("need_tone", tones.need_tone)
register.filter("receivers_of", receivers_of)
register.filter("undrawn", words.undrawn)


@register.filter
def enrolment_status(session) -> str:
    return words.enrolment_status(session, timezone.now())


@register.filter
def what_happens_next(enrolment) -> str:
    return words.what_happens_next(enrolment, timezone.now())


@register.filter
def seat_tone(session) -> str:
    return tones.seat_tone(session, timezone.now())


@register.simple_tag
def new_uuid() -> str:
    """An id for a form that must not be taken twice."""
    return str(uuid4())
