"""Registration of knowledge at Wagtail and at the seam upwards."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)
from wagtail.snippets.models import register_snippet

from foundation.files.owners import FileOwner
from foundation.mailing.kinds import MailKind
from knowledge import integrity, news
from knowledge.actions.content import note_publication, raise_content_version
from knowledge.actions.links import judge_links_to, note_links
from knowledge.admin.acts import take_act
from knowledge.admin.asked import show_asked_changes
from knowledge.admin.choosers import provision_chooser, requirement_text_chooser
from knowledge.admin.drafts import leave_approved, pages_to_choose
from knowledge.admin.guidance import refuse_unexplained
from knowledge.admin.importing import WriterMenuItem, import_document
from knowledge.admin.links import ReportItem, broken_links
from knowledge.admin.lists import KnowledgeGroup
from knowledge.admin.previews import name_in_history, preview_button, preview_link, revoke_link
from knowledge.assessment.integrity import checks as assessment_checks
from knowledge.consultations import integrity as consultation_integrity
from knowledge.consultations import notices as consultation_notices
from knowledge.consultations.news import closing_items
from knowledge.duties.office_duties import home_duties
from knowledge.following.changes import watched_changes
from knowledge.glossary.admin import GlossaryTermViewSet
from knowledge.law.questions import ask_for_the_day
from knowledge.models import Evidence, GlossaryTerm
from knowledge.newsroom.home import event_items, news_items
from knowledge.personal_data import erase_person, personal_data
from knowledge.postulates.related import related_to_system as postulates_about
from knowledge.site.documents import published_pages, withhold_unpublished

hooks.register("before_bulk_action", refuse_unexplained)
hooks.register("after_edit_page", leave_approved)
hooks.register("before_edit_page", show_asked_changes)
hooks.register("construct_page_chooser_queryset", pages_to_choose)
hooks.register("before_serve_document", withhold_unpublished)
hooks.register("document_holders", published_pages)
hooks.register("home_items", news.guidance_items)
hooks.register("home_items", news.standard_items)
hooks.register("home_items", closing_items)
hooks.register("home_items", news_items)
hooks.register("home_items", event_items)
hooks.register("duties", home_duties)
hooks.register("integrity_checks", integrity.checks)
hooks.register("integrity_checks", assessment_checks)
hooks.register("integrity_checks", consultation_integrity.checks)
hooks.register(
    "mail_kinds",
    lambda: [MailKind(consultation_notices.KIND, _("Consultations of standards"))],
)
hooks.register("related_to_system", postulates_about)
hooks.register("file_owners", lambda: [FileOwner(Evidence.objects.visible_to, "file")])
hooks.register("register_page_header_buttons", preview_button)
hooks.register("register_log_actions", name_in_history)
hooks.register("personal_data", personal_data)
hooks.register("search_clarifications", ask_for_the_day)
hooks.register("watched_lists", watched_changes)
hooks.register("erase_person", erase_person)


@hooks.register("register_admin_viewset")
def register_lists() -> KnowledgeGroup:
    return KnowledgeGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> list:
    return [requirement_text_chooser, provision_chooser]


@hooks.register("register_admin_urls")
def register_pages() -> list:
    return [
        path("knowledge/act/", take_act, name="knowledge_act"),
        path("knowledge/import/", import_document, name="knowledge_import"),
        path("knowledge/broken-links/", broken_links, name="knowledge_broken_links"),
        path("knowledge/preview-link/<int:page_id>/", preview_link, name="knowledge_preview_link"),
        path(
            "knowledge/preview-link/<int:pk>/revoke/",
            revoke_link,
            name="knowledge_preview_link_revoke",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_import_item() -> MenuItem:
    address = reverse("knowledge_import")
    return WriterMenuItem(_("Import a standard"), address, icon_name="upload", order=256)


@hooks.register("register_reports_menu_item")
def register_links_item() -> MenuItem:
    address = reverse("knowledge_broken_links")
    return ReportItem(_("Broken links"), address, icon_name="link-external", order=900)


@hooks.register("register_admin_menu_item")
def register_act_item() -> MenuItem:
    address = reverse("knowledge_act")
    return WriterMenuItem(_("Take a legal act"), address, icon_name="doc-full", order=257)


@hooks.register("register_admin_menu_item")
def register_reviews_item() -> MenuItem:
    address = reverse("knowledge:reviews")
    return WriterMenuItem(_("To be read again"), address, icon_name="history", order=258)


@hooks.register("register_admin_menu_item")
def register_opinions_item() -> MenuItem:
    address = reverse("knowledge:opinions")
    return WriterMenuItem(_("What readers wrote"), address, icon_name="comment", order=259)


register_snippet(GlossaryTermViewSet)


def show_terms(sender: type, instance: GlossaryTerm, **kwargs: object) -> None:
    """Pages that explain a term are kept; they are made anew with what it says now."""
    raise_content_version()


published.connect(show_terms, sender=GlossaryTerm)
unpublished.connect(show_terms, sender=GlossaryTerm)


@receiver(page_published)
def after_publication(sender, instance, **kwargs) -> None:
    note_publication(instance)
    note_links(instance)
    judge_links_to(instance)


@receiver(page_unpublished)
@receiver(post_page_move)
@receiver([post_save, post_delete], sender=PageViewRestriction)
def after_withdrawal(sender, instance, **kwargs) -> None:
    """A page is no longer where it was, or not for everybody: what is kept of it is not given any more."""
    raise_content_version()


@receiver(page_unpublished)
def after_taking_back(sender, instance, **kwargs) -> None:
    judge_links_to(instance)


@hooks.register("after_delete_page")
def after_deletion(request: HttpRequest, page: Page) -> None:
    judge_links_to(page)
