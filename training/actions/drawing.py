"""Rounds of wishes: set up by the organiser, drawn once."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.allocation import Decision
from training.models import Session, SessionEvent, WishDecision, WishRound
from training.permissions import may_organise
from training.rounds import decided, decision_row, free_places, wishes_of
from training.seats import locked, move
from training.states import BEFORE_START, EnrolmentState, EnrolmentVerb, SessionVerb


def set_up_round(
    session: Session,
    *,
    by: User,
    rules: Mapping[str, object],
    at: datetime | None = None,
) -> WishRound:
    """Let a session collect wishes and draw; `rules` are values by field name of `WishRound`.

    Raises ValidationError once somebody is enrolled: rules do not change under those who trusted them.
    """
    _check_organises(by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        if session.state not in (Session.State.DRAFT, *BEFORE_START):
            raise ValidationError(_("Only a session that has not begun collects wishes."))
        if session.enrolments.current().exists():
            raise ValidationError(_("Somebody is enrolled already: the rules stay as they are."))
        wish_round = WishRound.objects.filter(session=session).first() or WishRound(session=session)
        for name, value in rules.items():
            setattr(wish_round, name, value)
        if not at < wish_round.wishes_until < session.starts_at:
            raise ValidationError(_("Wishes end in the future and before the session begins."))
        _check_day_of_draw(wish_round, session)
        wish_round.full_clean()
        wish_round.save()
        SessionEvent.objects.create(session=session, actor=by, verb=SessionVerb.WISHES, at=at)
    return wish_round


def _check_day_of_draw(wish_round: WishRound, session: Session) -> None:
    """Between the end of wishes and the first meeting, where a day is named."""
    first = timezone.localdate(wish_round.wishes_until)
    last = timezone.localdate(session.starts_at)
    if wish_round.draw_on and not first <= wish_round.draw_on <= last:
        raise ValidationError(_("The draw is after the wishes end and before the session begins."))


def draw(session: Session, *, by: User, at: datetime | None = None) -> WishRound:
    """Give the places away by the rules and the lot, once; the worker tells everybody.

    Raises ValidationError while wishes are still taken, or when it was drawn already.
    """
    _check_organises(by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        wish_round = WishRound.objects.get(session=session)
        _check_may_draw(wish_round, session, at)
        wish_round.session = session
        wish_round.drawn_at, wish_round.drawn_by = at, by
        wish_round.seed = secrets.token_hex(16)
        wish_round.keep_places(free_places(session))
        wishes = wishes_of(wish_round, at=at)
        drawn = decided(wish_round, wishes, wish_round.places_by_way(), seed=wish_round.seed)
        wish_round.save()
        WishDecision.objects.bulk_create(decision_row(wish_round, *one) for one in drawn)
        _carry_out([decision for _way, decision in drawn], session, by=by, at=at)
        SessionEvent.objects.create(session=session, actor=by, verb=SessionVerb.DRAWN, at=at)
    return wish_round


def _carry_out(decisions: Sequence[Decision], session: Session, *, by: User, at: datetime) -> None:
    """Who got no place waits in the order of the draw, before everybody who comes later."""
    people = session.enrolments.in_bulk([decision.wish.key for decision in decisions])
    for decision in decisions:
        enrolment = people[decision.wish.key]
        state = EnrolmentState.CONFIRMED if decision.has_place else EnrolmentState.WAITING
        if not decision.has_place:
            enrolment.waiting_since = at + timedelta(microseconds=decision.position)
            enrolment.save(update_fields=["waiting_since"])
        move(enrolment, state, EnrolmentVerb.DRAWN, by=by, at=at)


def _check_may_draw(wish_round: WishRound, session: Session, at: datetime) -> None:
    if wish_round.is_drawn:
        raise ValidationError(_("The places are already drawn."))
    if at < wish_round.wishes_until:
        raise ValidationError(_("Wishes are still being collected."))
    if session.state not in BEFORE_START or session.starts_at <= at:
        raise ValidationError(_("Only a session that has not begun can be drawn."))


def _check_organises(by: User) -> None:
    if not may_organise(by):
        raise PermissionDenied(_("Only organisers of training can do this."))
