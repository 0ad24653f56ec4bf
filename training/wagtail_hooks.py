"""Registration of training at Wagtail and at the seam upwards."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from foundation.files.owners import FileOwner
from foundation.mailing.kinds import MailKind
from training import integrity, personal_data, related
from training.admin_views import CompetenceViewSet, CourseViewSet, FundingSourceViewSet
from training.models import Course, SessionMaterial
from training.permissions import may_organise
from training.watched import watched_catalogue

register_snippet(CourseViewSet)

hooks.register("related_to_requirement", related.related_to_requirement)
hooks.register("related_to_system", related.related_to_system)
hooks.register("home_items", related.home_items)
hooks.register("integrity_checks", integrity.integrity_checks)
hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
hooks.register("watched_lists", watched_catalogue)
hooks.register("document_holders", Course.objects.visible_to)


@hooks.register("register_admin_viewset")
def competences() -> CompetenceViewSet:
    return CompetenceViewSet("competences")


@hooks.register("register_admin_viewset")
def funding_sources() -> FundingSourceViewSet:
    return FundingSourceViewSet("funding_sources")


@hooks.register("file_owners")
def file_owners() -> list[FileOwner]:
    return [FileOwner(SessionMaterial.objects.visible_to, "file")]


@hooks.register("mail_kinds")
def mail_kinds() -> list[MailKind]:
    """Kinds with a choice; confirmations, offers and cancellations are always sent."""
    return [
        MailKind("training_reminder", _("Reminders of training")),
        MailKind("training_expiry", _("Reminders that a certificate runs out")),
        MailKind("training_new_edition", _("New sessions of courses you wait for")),
        MailKind("training_survey", _("Surveys after training")),
    ]


class SessionsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_organise(request.user)


@hooks.register("register_admin_menu_item")
def sessions_menu_item() -> SessionsMenuItem:
    return SessionsMenuItem(
        _("Training sessions"), reverse("training:organise"), icon_name="group", order=251
    )
