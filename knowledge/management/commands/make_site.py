"""Make the pages that every installation has, where they are missing."""

from django.core.management.base import BaseCommand

from knowledge.actions.site import make_site_tree


class Command(BaseCommand):
    help = "Makes the home pages, hubs, list of guidance, statements and rights; may run again."

    def handle(self, *args, **options) -> None:
        home = make_site_tree()
        pages = home.get_descendants(inclusive=True).count()
        self.stdout.write(f"{pages} pages under {home.title}")
