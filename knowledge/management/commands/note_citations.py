"""Write anew what every published page cites: after an upgrade, or where `check_integrity` asks for it."""

from django.core.management.base import BaseCommand

from knowledge.actions.citations import note_citations
from knowledge.models import GuidancePage


class Command(BaseCommand):
    help = "Writes anew what every published page cites; may run again."

    def handle(self, *args, **options) -> None:
        pages = GuidancePage.objects.live()
        for page in pages.iterator(100):
            note_citations(page)
        self.stdout.write(f"{pages.count()} pages")
