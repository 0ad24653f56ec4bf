"""Registration of knowledge at Wagtail and at the seam upwards."""

from django.dispatch import receiver
from wagtail import hooks
from wagtail.signals import page_published, page_unpublished

from knowledge import integrity, news
from knowledge.actions.content import note_publication, raise_content_version
from knowledge.admin_views import KnowledgeGroup
from knowledge.choosers import provision_chooser, requirement_text_chooser
from knowledge.personal_data import erase_person, personal_data

hooks.register("home_items", news.guidance_items)
hooks.register("home_items", news.standard_items)
hooks.register("integrity_checks", integrity.checks)
hooks.register("personal_data", personal_data)
hooks.register("erase_person", erase_person)


@hooks.register("register_admin_viewset")
def register_lists() -> KnowledgeGroup:
    return KnowledgeGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> list:
    return [requirement_text_chooser, provision_chooser]


@receiver(page_published)
def after_publication(sender, instance, **kwargs) -> None:
    note_publication(instance)


@receiver(page_unpublished)
def after_withdrawal(sender, instance, **kwargs) -> None:
    raise_content_version()
