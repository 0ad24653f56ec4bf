"""Registration of the help desk at Wagtail and at the seams of the floors below."""

from django.utils.translation import gettext as _
from wagtail import hooks

from foundation.files.owners import FileOwner
from foundation.mailing.kinds import MailKind
from helpdesk import audience, follower_notices, integrity, notices, personal_data, related
from helpdesk.admin_views import HelpdeskGroup
from helpdesk.interpretations.asked import most_asked
from helpdesk.models import Attachment, Export, IncidentPackage
from helpdesk.numbers import ticket_numbered
from helpdesk.to_guidance import admin as to_guidance

hooks.register("related_to_requirement", related.to_requirement)
hooks.register("related_to_system", related.to_system)
hooks.register("concerns_of", related.concerns_of)
hooks.register("home_items", related.home_items)
hooks.register("home_items", most_asked)
hooks.register("search_tokens", audience.search_tokens)
hooks.register("search_direct_hits", ticket_numbered)
hooks.register("integrity_checks", integrity.checks)
hooks.register("personal_data", personal_data.personal_data)
hooks.register("register_page_header_buttons", to_guidance.header_buttons)
hooks.register("erase_person", personal_data.erase_person)


@hooks.register("register_admin_viewset")
def register_lists() -> HelpdeskGroup:
    return HelpdeskGroup()


@hooks.register("file_owners")
def file_owners() -> list[FileOwner]:
    packages = IncidentPackage.objects.visible_to
    return [
        FileOwner(Attachment.objects.visible_to, "file"),
        FileOwner(Export.objects.visible_to, "file"),
        FileOwner(packages, "pdf"),
        FileOwner(packages, "zip"),
    ]


@hooks.register("mail_kinds")
def mail_kinds() -> list[MailKind]:
    """News of tickets that a person may get otherwise than by mail at once."""
    return [
        MailKind(notices.REPLY, _("Answers in your tickets")),
        MailKind(notices.STATUS, _("Changes of status of your tickets")),
        MailKind(follower_notices.WATCHED, _("Messages in tickets I follow")),
        MailKind(follower_notices.MENTION, _("Mentions of me in notes")),
    ]
