"""Systems change their state."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version, write_change
from knowledge.models import Change, System
from knowledge.permissions import may_write


def change_system_state(
    system: System,
    *,
    by: User,
    state: System.State,
    state_note_pl: str = "",
    state_note_en: str = "",
    at: datetime | None = None,
) -> System:
    """Say how `system` works now, as somebody who writes knowledge; raises PermissionDenied for others."""
    if not may_write(by):
        raise PermissionDenied
    notes = {"state_note_pl": state_note_pl, "state_note_en": state_note_en}
    return set_system_state(system, state=state, at=at, **notes)


def set_system_state(
    system: System,
    *,
    state: System.State,
    state_note_pl: str = "",
    state_note_en: str = "",
    at: datetime | None = None,
) -> System:
    """Write down how `system` works now, with a note for readers; the floors above hear of it.

    For actions that have asked for a right of their own. Raises ValidationError for an unknown state.
    """
    at = at or timezone.now()
    with transaction.atomic():
        system = System.objects.select_for_update().get(pk=system.pk)
        if system.state != state:
            system.state_at = at
        system.state = state
        system.state_note_pl, system.state_note_en = state_note_pl, state_note_en
        system.full_clean()
        system.save(update_fields=["state", "state_at", "state_note_pl", "state_note_en"])
        write_change(Change.Verb.SYSTEM_STATE, system, note=f"{state}: {state_note_pl}", at=at)
        raise_content_version()
    return system
