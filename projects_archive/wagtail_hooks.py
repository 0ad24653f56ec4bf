from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.signals import published, unpublished
from wagtail.snippets.models import register_snippet

from foundation.mailing.kinds import MailKind
from projects_archive import integrity, personal_data, related
from projects_archive.actions.documents import NEWS
from projects_archive.actions.enquiries import ANSWERED, ASKED
from projects_archive.actions.keeping import refresh_projects
from projects_archive.admin import FundingProgrammeViewSet, GatedPolicy, ProjectRecordViewSet
from projects_archive.list_admin import ArchiveMenuItem, list_upload, list_uploads
from projects_archive.models import ProjectRecord
from projects_archive.watched import watched_projects

register_permission_policy(ProjectRecord, GatedPolicy(ProjectRecord))
register_snippet(ProjectRecordViewSet)


@hooks.register("construct_snippet_action_menu")
def without_publishing(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Wagtail offers the button by Django's permissions, which administrators always have."""
    if context["model"] is ProjectRecord:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_admin_urls")
def list_addresses() -> list:
    return [
        path("archive/lists/", list_uploads, name="projects_archive_uploads"),
        path("archive/lists/<int:pk>/", list_upload, name="projects_archive_upload"),
    ]


@hooks.register("register_admin_menu_item")
def lists_item() -> MenuItem:
    address = reverse("projects_archive_uploads")
    return ArchiveMenuItem(_("Lists of projects"), address, icon_name="upload", order=262)


@hooks.register("register_admin_viewset")
def programmes() -> FundingProgrammeViewSet:
    return FundingProgrammeViewSet("funding_programmes")


def show_published(sender: type, instance: ProjectRecord, **kwargs: object) -> None:
    """Lists and search show a record as soon as it is published, and no longer when it is withdrawn."""
    refresh_projects([instance.project_id])


published.connect(show_published, sender=ProjectRecord)
unpublished.connect(show_published, sender=ProjectRecord)


hooks.register("watched_lists", watched_projects)


@hooks.register("mail_kinds")
def mail_kinds() -> list[MailKind]:
    return [
        MailKind(NEWS, _("Documents and descriptions of your office's projects")),
        MailKind(ASKED, _("Enquiries about using your office's solutions")),
        MailKind(ANSWERED, _("Answers to your enquiries about solutions")),
    ]


@hooks.register("sitemaps")
def sitemaps() -> list[str]:
    return [reverse("projects_archive_site:sitemap")]


hooks.register("related_to_requirement", related.related_to_requirement)
hooks.register("related_to_system", related.related_to_system)
hooks.register("amounts_paid", related.amounts_paid)
hooks.register("home_items", related.home_items)
hooks.register("file_owners", related.file_owners)
hooks.register("integrity_checks", integrity.checks)
hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
