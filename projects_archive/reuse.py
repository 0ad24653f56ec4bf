"""What pages show of reuse: who uses a project's result, and how enquiries are answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet

from foundation.accounts.models import Organisation
from projects_archive.models import Enquiry, Project, Reuse


@dataclass(frozen=True)
class Answering:
    """How many enquiries came, how many were answered, and after how many days half of those were.

    An answer of the same day counts as one day.
    """

    asked: int
    answered: int
    median_days: int | None


def answering(enquiries: QuerySet[Enquiry]) -> Answering:
    """Counted in public: figures alone, no question and no person."""
    times = list(enquiries.values_list("asked_at", "answered_at"))
    days = [(answered - asked).days for asked, answered in times if answered]
    return Answering(len(times), len(days), max(1, round(median(days))) if days else None)


def reuse_context(project: Project, user) -> Mapping[str, object]:
    """The part about reuse of a project's page, in three queries and one for those signed in."""
    reuses = Reuse.objects.visible_to(user).filter(project=project)
    coordinates = user.is_authenticated and Organisation.objects.coordinated_by(user).exists()
    return {
        "reuses": reuses.confirmed().select_related("organisation"),
        "answering": answering(project.enquiries.all()),
        "may_say_use": coordinates and project.is_public,
        "may_ask": project.is_public and project.organisation_id is not None,
    }
