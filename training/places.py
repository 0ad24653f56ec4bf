"""What becomes of places, and of those who have them, when a session gets or loses a way of taking part."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from training.models import Session
from training.states import Way


def places_by_way(session: Session) -> Mapping[Way, int]:
    return {way: session.places_for(way) for way in session.ways}


def divide_places(session: Session, before: Mapping[Way, int], added: int | None) -> None:
    """Set the numbers of a session whose place was just changed; `before` is what each way had.

    A way that stays keeps its number, a second one gets `added`; one that replaces the other takes over its
    number and its people. Raises ValidationError where somebody takes part in a way that would be gone.
    """
    if session.has_two_ways:
        numbers = dict.fromkeys(Way, added) | dict(before)
        session.capacity, session.online_capacity = numbers[Way.ON_SITE], numbers[Way.ONLINE]
        return
    (way,) = session.ways
    others = session.enrolments.current().exclude(way=way)
    if len(before) == 2:
        if others.exists():
            raise ValidationError(
                _("Somebody is enrolled in the way that you take out. Move or cancel them first.")
            )
        session.capacity, session.online_capacity = before[way], None
    elif way not in before:
        others.update(way=way)
