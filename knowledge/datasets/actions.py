"""Describe a data set; an office says that it needs one."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.acting import acting_choices
from foundation.accounts.models import Organisation, User
from knowledge.models import DataField, DataSetNeed, Standard, StandardVersion
from knowledge.permissions import may_write


@transaction.atomic
def describe_fields(
    version: StandardVersion, *, by: User, fields: Sequence[Mapping[str, object]]
) -> Sequence[DataField]:
    """Write the fields of a draft in this order, instead of those it has; all of them or none."""
    if not may_write(by):
        raise PermissionDenied
    DataField.objects.filter(version=version).delete()
    made = [
        DataField(version=version, position=position, **given)
        for position, given in enumerate(fields, start=1)
    ]
    for one in made:
        one.full_clean()
        one.save()
    return made


@transaction.atomic
def declare_need(
    standard: Standard, *, by: User, organisation: Organisation, is_needed: bool
) -> None:
    """Note that `organisation` needs data of this standard to be published, or no longer."""
    if organisation not in [acting.organisation for acting in acting_choices(by)]:
        raise PermissionDenied
    if is_needed:
        DataSetNeed.objects.get_or_create(standard=standard, organisation=organisation)
    else:
        DataSetNeed.objects.filter(standard=standard, organisation=organisation).delete()
