"""Notices of the status page: begun, told of, ended; the register of systems follows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.models import NoticeEntry, ServiceNotice, Ticket
from helpdesk.status_page.closing import resolve_ticket
from helpdesk.status_page.permissions import may_publish
from knowledge.actions.content import raise_content_version
from knowledge.actions.systems import set_system_state
from knowledge.models import System

Kind = ServiceNotice.Kind


class Words(TypedDict, total=False):
    """What an entry says, in both languages; the English may be left out."""

    text_pl: str
    text_en: str


@transaction.atomic
def open_notice(
    *,
    by: User,
    systems: Sequence[System],
    words: Words,
    ticket: Ticket | None = None,
    at: datetime | None = None,
    **fields,
) -> ServiceNotice:
    """Tell of a difficulty that is there, or of works to come, with a first entry.

    Systems take the state that `effect` names, at once or when the works begin. Raises PermissionDenied
    for people outside the desk, ValidationError for what a person can mend.
    """
    at = at or timezone.now()
    _refuse_others(by)
    if not systems:
        raise ValidationError({"systems": _("Choose at least one system.")})
    if ticket and not Ticket.objects.served_by(by).filter(pk=ticket.pk).exists():
        raise PermissionDenied
    fields.setdefault("starts_at", at)
    notice = ServiceNotice(made_by=by, ticket=ticket, **fields)
    notice.full_clean()
    notice.save()
    notice.systems.set(systems)
    _write_entry(notice, words, by=by, at=at)
    if notice.starts_at <= at:
        begin(notice, at=at)
    raise_content_version()
    return notice


@transaction.atomic
def add_entry(
    notice: ServiceNotice,
    *,
    by: User,
    words: Words,
    effect: str = "",
    planned_end_at: datetime | None = None,
    at: datetime | None = None,
) -> NoticeEntry:
    """Say what is new, and change how the systems work or until when it is planned to last."""
    at = at or timezone.now()
    notice = _locked(notice, by=by)
    if effect:
        notice.effect = effect
    if planned_end_at:
        notice.planned_end_at = planned_end_at
    notice.full_clean()
    notice.save(update_fields=["effect", "planned_end_at"])
    entry = _write_entry(notice, words, by=by, at=at)
    if notice.has_begun:
        _follow(notice.systems.all(), at=at)
    raise_content_version()
    return entry


@transaction.atomic
def end_notice(
    notice: ServiceNotice,
    *,
    by: User,
    words: Words,
    is_called_off: bool = False,
    at: datetime | None = None,
) -> ServiceNotice:
    """Say that it is over, or called off: systems work again, and its ticket is resolved with its parts."""
    at = at or timezone.now()
    notice = _locked(notice, by=by)
    notice.ended_at, notice.is_called_off = at, is_called_off
    notice.save(update_fields=["ended_at", "is_called_off"])
    _write_entry(notice, words, by=by, at=at)
    _follow(notice.systems.all(), at=at)
    raise_content_version()
    if notice.ticket and not is_called_off:
        resolve_ticket(notice.ticket, by=by, at=at)
    return notice


def begin(notice: ServiceNotice, *, at: datetime) -> None:
    """Give the systems of a notice the state that it names, once it has begun."""
    notice.has_begun = True
    notice.save(update_fields=["has_begun"])
    _follow(notice.systems.all(), at=at)


def _follow(systems: QuerySet[System], *, at: datetime) -> None:
    """Let each system show the worst of what its notices say now; works again when there is none."""
    for system in systems.exclude(state=System.State.RETIRED):
        current = system.notices.filter(ended_at=None, has_begun=True).order_by("-starts_at", "-pk")
        notice = min(current, key=_severity, default=None)
        state = System.State(notice.effect) if notice else System.State.OPERATIONAL
        title_pl, title_en = (notice.title_pl, notice.title_en) if notice else ("", "")
        if (system.state, system.state_note_pl) != (state, title_pl):
            notes = {"state_note_pl": title_pl, "state_note_en": title_en}
            set_system_state(system, state=state, at=at, **notes)


def _severity(notice: ServiceNotice) -> int:
    order = (
        ServiceNotice.Effect.DOWN,
        ServiceNotice.Effect.MAINTENANCE,
        ServiceNotice.Effect.DEGRADED,
    )
    return order.index(notice.effect)


def _write_entry(notice: ServiceNotice, words: Words, *, by: User, at: datetime) -> NoticeEntry:
    if not words.get("text_pl", "").strip():
        raise ValidationError({"text_pl": _("Write something first.")})
    entry = NoticeEntry(notice=notice, by=by, at=at, next_try_at=at, **words)
    entry.full_clean()
    entry.save()
    return entry


def _locked(notice: ServiceNotice, *, by: User) -> ServiceNotice:
    _refuse_others(by)
    notice = ServiceNotice.objects.select_for_update().get(pk=notice.pk)
    if notice.is_over:
        raise ValidationError(_("This notice is over. Begin a new one."))
    return notice


def _refuse_others(by: User) -> None:
    if not may_publish(by):
        raise PermissionDenied
