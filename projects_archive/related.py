"""What the archive answers when the floors below ask: related projects, news of the home page, files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.files.owners import FileOwner
from knowledge.models import Requirement, System
from knowledge.related import HomeItem, RelatedItem
from projects_archive.models import DocumentVersion, Project, ProjectRecord

MOST_RELATED = 10
NEW_ON_HOME = 3


def related_to_requirement(requirement: Requirement, user) -> Sequence[RelatedItem]:
    """Published records that say they meet the requirement."""
    return _items(_records(user).filter(requirements=requirement))


def related_to_system(system: System, user) -> Sequence[RelatedItem]:
    """Published records that touch the system."""
    return _items(_records(user).filter(systems=system))


def amounts_paid(requirement_ids: Sequence[int], user) -> Mapping[int, Sequence[Decimal]]:
    """Values of the projects whose published records say that they meet these requirements."""
    records = ProjectRecord.objects.visible_to(user).filter(
        live=True, requirements__in=requirement_ids, project__total_value__gt=0
    )
    found: dict[int, list[Decimal]] = defaultdict(list)
    for key, amount in records.values_list("requirements", "project__total_value").distinct():
        found[key].append(amount)
    return found


def _records(user) -> QuerySet:
    records = ProjectRecord.objects.visible_to(user).filter(live=True)
    return records.select_related("project").order_by("-project__start_order", "-pk")


def _items(records: QuerySet) -> Sequence[RelatedItem]:
    return [
        RelatedItem(
            kind=_("Projects of others"),
            title=record.project.title,
            url=record.project.get_absolute_url(),
            note=record.project.beneficiary,
            on=record.project.started_on,
            amount=record.project.total_value,
        )
        for record in records[:MOST_RELATED]
    ]


def home_items(user) -> Sequence[HomeItem]:
    """The newest described projects; lines of a list are too many to be news."""
    records = ProjectRecord.objects.visible_to(user).filter(
        live=True, project__is_public=True, first_published_at__isnull=False
    )
    newest = records.select_related("project").order_by("-first_published_at", "-pk")
    return [
        HomeItem(
            section="new",
            title=record.project.title,
            url=record.project.get_absolute_url(),
            note=_("project – %(who)s") % {"who": record.project.beneficiary},
            at=record.first_published_at,
        )
        for record in newest[:NEW_ON_HOME]
    ]


def file_owners() -> Sequence[FileOwner]:
    return [FileOwner(lambda user: DocumentVersion.objects.visible_to(user), "file")]


def projects_of_record(record: ProjectRecord) -> Sequence[Project]:
    return [record.project]
