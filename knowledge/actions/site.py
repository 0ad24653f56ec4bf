"""The site's own pages and the rights of those who write them; every step can run again."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site

from foundation.accounts.roles import Role
from knowledge.actions.approval import make_approval_steps
from knowledge.models import HomePage
from knowledge.site.tree import HOME, LANGUAGES, PAGES, PageText

# Codes of Wagtail's page permissions by role.
PAGE_RIGHTS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.REVIEWER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.ADMINISTRATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
}
# Models that these roles edit in the Wagtail admin; nobody deletes requirements or legal facts there.
EDITED_MODELS = (
    "system",
    "standard",
    "standardversion",
    "requirement",
    "requirementtext",
    "legalact",
    "provision",
    "dutyrule",
    "datafield",
    "fundingcall",
    "solution",
    "topic",
    "glossaryterm",
)


def make_site_tree() -> HomePage:
    """Make what is missing of the tree in both languages and return the Polish home page.

    Pages that exist are left as editors made them.
    """
    with transaction.atomic():
        locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
        homes = _translations(root, HomePage, HOME, locales, {})
        _point_site_to(homes["pl"])
        for page in PAGES:
            _translations(homes, page.model, page.texts, locales, page.fields)
        grant_editorial_rights(root)
        make_approval_steps(root)
    return homes["pl"]


def grant_editorial_rights(root: Page) -> None:
    """Let editors write, reviewers publish and administrators do both, in the Wagtail admin."""
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    models = Permission.objects.filter(
        content_type__app_label="knowledge",
        codename__in=[
            f"{verb}_{model}" for verb in ("add", "change", "view") for model in EDITED_MODELS
        ],
    )
    media = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=("add_image", "change_image", "add_document", "change_document"),
    )
    controller = Permission.objects.get(
        content_type__app_label="knowledge", codename="change_controller"
    )
    terms = Permission.objects.filter(
        content_type__app_label="knowledge", codename="publish_glossaryterm"
    )
    for role, codes in PAGE_RIGHTS.items():
        group = Group.objects.get_or_create(name=role)[0]
        group.permissions.add(access, *models, *media)
        if role != Role.EDITOR:
            group.permissions.add(*terms)
        if role == Role.ADMINISTRATOR:
            group.permissions.add(controller)
        for code in codes:
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=code)
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _translations(
    parents: Page | Mapping[str, Page],
    model: type[Page],
    texts: Mapping[str, PageText],
    locales: Mapping[str, Locale],
    fields: Mapping[str, object],
) -> Mapping[str, Page]:
    """The page in every language, made where it is missing."""
    made: dict[str, Page] = {}
    for language in LANGUAGES:
        parent = parents if isinstance(parents, Page) else parents[language]
        found = model.objects.child_of(parent).filter(locale=locales[language], **fields)
        if "pl" in made:
            found = found.filter(translation_key=made["pl"].translation_key)
        elif not fields:
            found = found.filter(slug=texts[language].slug)
        made[language] = found.first() or _make(
            parent, model, texts[language], locales[language], fields, made.get("pl")
        )
    return made


def _make(
    parent: Page,
    model: type[Page],
    text: PageText,
    locale: Locale,
    fields: Mapping[str, object],
    source: Page | None,
) -> Page:
    page = model(title=text.title, slug=text.slug, locale=locale, **fields, **text.fields)
    if source:
        page.translation_key = source.translation_key
    parent.add_child(instance=page)
    page.save_revision(changed=False).publish()
    return model.objects.get(pk=page.pk)


def _point_site_to(home: HomePage) -> None:
    """Make `home` the root of the default site; the page Wagtail came with goes away.

    Whole addresses of pages, in mails, calendars and data for machines, are made of the site's host.
    """
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    former = site.root_page if site.pk else None
    site.root_page, site.site_name = home, "Punkt Wsparcia"
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    if former and former.specific_class is Page:
        former.delete()
