"""What must always be true of seats and dates."""

from collections.abc import Sequence

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from training.models import (
    Approval,
    Certificate,
    Enrolment,
    Learning,
    Session,
    SessionEvent,
    Talk,
    WishRound,
)
from training.rounds import drawn_again
from training.states import ENDED, EnrolmentState, OfferOutcome, SessionVerb, Way


def integrity_checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("No more seats are given than there ever were"), oversold),
        IntegrityCheck(_("Everybody takes part in a way the session has"), strayed),
        IntegrityCheck(_("Every offered seat belongs to an enrolment that may answer it"), offers),
        IntegrityCheck(_("Whoever awaits approval has an open question"), approvals),
        IntegrityCheck(_("Nobody is in a session twice"), doubled),
        IntegrityCheck(_("The dates of a session are those of its meetings"), dates),
        IntegrityCheck(_("Every draw can be repeated with the same result"), draws),
        IntegrityCheck(_("No talk has more people than places"), crowded),
        IntegrityCheck(_("Certificates say what attendance says"), certificates),
    ]


def oversold() -> Sequence[str]:
    """Seats above the greatest number of places the session ever had; a lowered one is no violation."""
    counted = Session.objects.order_by().with_seats()
    wrong = []
    for way in Way:
        offered = counted.filter(place__in=(way, Session.Place.BOTH))
        for session in offered.filter(**{f"taken_{way}__gt": F(f"places_{way}")}):
            taken, most = session.seats_for(way).taken, _most_places(session, way)
            if taken > most:
                wrong.append(
                    f"session {session.pk}: {taken} seats given {way}, {most} places at most"
                )
    return wrong


def _most_places(session: Session, way: Way) -> int:
    """The greatest number there ever was; a way that took over the other's people also took over theirs."""
    most = dict.fromkeys(Way, 0)
    for event in SessionEvent.objects.filter(session=session).exclude(way="").order_by("pk"):
        if event.verb == SessionVerb.TAKEN_OVER:
            most[event.way] = max(most.values())
        most[event.way] = max(most[event.way], event.before or 0, event.after or 0)
    return max(session.places_for(way), most[way])


def strayed() -> Sequence[str]:
    """Somebody whose way of taking part the session does not have would hold no seat that is counted."""
    has_way = Q(session__place=F("way")) | Q(session__place=Session.Place.BOTH)
    return [
        f"enrolment {e.pk}: takes part {e.way}, the session does not"
        for e in Enrolment.objects.current().exclude(has_way)
    ]


def crowded() -> Sequence[str]:
    """Talks with a number of places of their own; it cannot be lowered below what is taken."""
    talks = Talk.objects.order_by().with_places().filter(taken__gt=F("capacity"))
    return [f"talk {t.pk}: {t.taken} people, {t.capacity} places" for t in talks]


def offers() -> Sequence[str]:
    offered = Enrolment.objects.filter(state=EnrolmentState.OFFERED)
    without = offered.exclude(offers__outcome=OfferOutcome.OPEN)
    stray = Enrolment.objects.filter(offers__outcome=OfferOutcome.OPEN).exclude(
        state=EnrolmentState.OFFERED
    )
    return [f"enrolment {e.pk}: offered without an open offer" for e in without] + [
        f"enrolment {e.pk}: an open offer in state {e.state}" for e in stray
    ]


def approvals() -> Sequence[str]:
    awaiting = Enrolment.objects.filter(state=EnrolmentState.AWAITING_APPROVAL)
    open_ones = Approval.objects.filter(outcome=Approval.Outcome.OPEN)
    without = awaiting.exclude(approvals__in=open_ones)
    stray = open_ones.exclude(enrolment__state=EnrolmentState.AWAITING_APPROVAL)
    return [f"enrolment {e.pk}: awaits an approval that nobody was asked for" for e in without] + [
        f"approval {a.pk}: open for an enrolment that does not wait for it" for a in stray
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


def certificates() -> Sequence[str]:
    """A valid one belongs to somebody who attended; a closed list leaves nobody undecided."""
    unearned = Certificate.objects.valid().exclude(
        Q(enrolment__state=EnrolmentState.ATTENDED) | Q(learning__state=Learning.State.FINISHED)
    )
    undecided = Enrolment.objects.filter(
        state=EnrolmentState.CONFIRMED, session__attendance_closed_at__isnull=False
    )
    return [f"certificate {c.code}: not earned" for c in unearned] + [
        f"enrolment {e.pk}: undecided after attendance was closed" for e in undecided
    ]


def draws() -> Sequence[str]:
    """What was kept of a draw gives the same decisions."""
    wrong = []
    for wish_round in WishRound.objects.exclude(drawn_at=None).iterator(chunk_size=100):
        kept = {
            d.enrolment_id: (d.has_place, d.reason, d.position) for d in wish_round.decisions.all()
        }
        if kept != drawn_again(wish_round):
            wrong.append(f"session {wish_round.session_id}: the draw gives something else")
    return wrong
