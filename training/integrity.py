"""What must always be true of seats and dates."""

from collections.abc import Sequence

from django.db.models import Count, F, Max

from foundation.integrity import IntegrityCheck
from training.models import Enrolment, Session, SessionEvent
from training.states import ENDED, EnrolmentState, OfferOutcome


def integrity_checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck("training: no more seats given than there ever were", oversold),
        IntegrityCheck("training: every offer belongs to an enrolment that may answer it", offers),
        IntegrityCheck("training: nobody is in a session twice", doubled),
        IntegrityCheck("training: the dates of a session are those of its meetings", dates),
    ]


def oversold() -> Sequence[str]:
    """Seats above the greatest number of places the session ever had; a lowered one is no violation."""
    sessions = Session.objects.order_by().with_seats().filter(taken__gt=F("capacity"))
    events = SessionEvent.objects.filter(session__in=[s.pk for s in sessions]).order_by()
    highest = events.values("session").annotate(most_before=Max("before"), most_after=Max("after"))
    most = {row["session"]: max(row["most_before"] or 0, row["most_after"] or 0) for row in highest}
    return [
        f"session {s.pk}: {s.taken} seats given, {max(s.capacity, most.get(s.pk, 0))} places at most"
        for s in sessions
        if s.taken > max(s.capacity, most.get(s.pk, 0))
    ]


def offers() -> Sequence[str]:
    offered = Enrolment.objects.filter(state=EnrolmentState.OFFERED)
    without = offered.exclude(offers__outcome=OfferOutcome.OPEN)
    stray = Enrolment.objects.filter(offers__outcome=OfferOutcome.OPEN).exclude(
        state=EnrolmentState.OFFERED
    )
    return [f"enrolment {e.pk}: offered without an open offer" for e in without] + [
        f"enrolment {e.pk}: an open offer in state {e.state}" for e in stray
    ]


def doubled() -> Sequence[str]:
    pairs = Enrolment.objects.exclude(state__in=ENDED).order_by().values("session", "person")
    return [
        f"session {pair['session']}: person {pair['person']} {pair['n']} times"
        for pair in pairs.annotate(n=Count("pk")).filter(n__gt=1)
    ]


def dates() -> Sequence[str]:
    wrong = []
    for session in Session.objects.prefetch_related("meetings").iterator(chunk_size=500):
        meetings = session.meetings.all()
        first = min((m.starts_at for m in meetings), default=None)
        last = max((m.ends_at for m in meetings), default=None)
        if (session.starts_at, session.ends_at) != (first, last):
            wrong.append(f"session {session.pk}: dates differ from its meetings")
    return wrong
