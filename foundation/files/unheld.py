"""Files that nothing holds: sent with a form that was refused, or left behind by what was deleted."""

from datetime import datetime

from django.db.models import Exists, ForeignObjectRel, ManyToManyRel, OuterRef, QuerySet

from foundation.files.models import StoredFile


def unheld(*, older_than: datetime) -> QuerySet[StoredFile]:
    """Files stored before `older_than` to which no row of another app refers by a foreign key.

    What this app itself notes about a file (its scan, its text) does not hold it.
    """
    found = StoredFile.objects.filter(stored_at__lt=older_than)
    for relation in _holders():
        holds = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        found = found.filter(~Exists(holds))
    return found


def _holders() -> list[ForeignObjectRel]:
    """Foreign keys to a file; those of the tables between two models are among them."""
    return [
        relation
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and not isinstance(relation, ManyToManyRel)
        and relation.related_model._meta.app_label != StoredFile._meta.app_label
    ]
