"""An office says which systems it works with."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.acting import acting_choices
from foundation.accounts.models import Organisation, User
from knowledge.models import System, SystemUse


@transaction.atomic
def declare_use(system: System, *, by: User, organisation: Organisation, is_used: bool) -> None:
    """Note that `organisation` works with `system`, or no longer; by anybody who acts for it."""
    if organisation not in [acting.organisation for acting in acting_choices(by)]:
        raise PermissionDenied
    if is_used:
        SystemUse.objects.get_or_create(system=system, organisation=organisation)
    else:
        SystemUse.objects.filter(system=system, organisation=organisation).delete()
