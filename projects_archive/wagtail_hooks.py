from wagtail import hooks
from wagtail.signals import published, unpublished
from wagtail.snippets.models import register_snippet

from projects_archive import integrity, personal_data, related
from projects_archive.actions import refresh_projects
from projects_archive.admin import FundingProgrammeViewSet, ProjectRecordViewSet
from projects_archive.models import ProjectRecord

register_snippet(ProjectRecordViewSet)


@hooks.register("register_admin_viewset")
def programmes() -> FundingProgrammeViewSet:
    return FundingProgrammeViewSet("funding_programmes")


def show_published(sender: type, instance: ProjectRecord, **kwargs: object) -> None:
    """Lists and search show a record as soon as it is published, and no longer when it is withdrawn."""
    refresh_projects([instance.project_id])


published.connect(show_published, sender=ProjectRecord)
unpublished.connect(show_published, sender=ProjectRecord)

hooks.register("related_to_requirement", related.related_to_requirement)
hooks.register("related_to_system", related.related_to_system)
hooks.register("home_items", related.home_items)
hooks.register("file_owners", related.file_owners)
hooks.register("integrity_checks", integrity.checks)
hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
