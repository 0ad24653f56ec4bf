"""Home pages in Polish and English, so that an empty installation shows something of use.

The rest of the tree is made by `manage.py make_site`.
"""

import uuid

from django.db import migrations
from django.utils import timezone

HOMES = (
    (
        "pl",
        "start",
        "W czym możemy pomóc?",
        "Odpowiedzi dla samorządów: standardy, systemy, bezpieczeństwo, szkolenia. "
        "Napisz tak, jak mówisz – znajdziemy właściwe wymaganie, poradnik albo osobę.",
        "kopie zapasowe\ne-Doręczenia a EZD\ndeklaracja dostępności\naudyt KRI",
    ),
    (
        "en",
        "start-en",
        "How can we help?",
        "Answers for local governments: standards, systems, security, training. "
        "Write the way you speak – we will find the requirement, the guidance or the person.",
        "backups\naccessibility statement\nsecurity audit",
    ),
)


def make_home_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("knowledge", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    root = Page.objects.get(depth=1)
    content_type, _ = ContentType.objects.get_or_create(app_label="knowledge", model="homepage")
    now, key, homes = timezone.now(), uuid.uuid4(), []
    taken = Page.objects.filter(depth=2).count()
    for number, (language, slug, title, lead, phrases) in enumerate(HOMES, start=taken + 1):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        homes.append(
            HomePage.objects.create(
                title=title,
                draft_title=title,
                slug=slug,
                lead=lead,
                popular_searches=phrases,
                content_type=content_type,
                path=f"{root.path}{number:04d}",
                depth=2,
                numchild=0,
                url_path=f"/{slug}/",
                locale=locale,
                translation_key=key,
                live=True,
                first_published_at=now,
                last_published_at=now,
            )
        )
    Site.objects.filter(is_default_site=True).update(
        root_page=homes[0].page_ptr_id, site_name="Punkt Wsparcia"
    )
    plain = ContentType.objects.get(app_label="wagtailcore", model="page")
    Page.objects.filter(depth=2, slug="home", content_type=plain).delete()
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_home_pages, migrations.RunPython.noop)]
