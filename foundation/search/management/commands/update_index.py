"""Index apps' objects afresh in the live search index, by one commit, and remove what is gone."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.search.engines import IndexBusy
from foundation.search.indexing import audience_indexes, refresh


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("app_label", nargs="*", help="apps; all of them when left out")

    def handle(self, **options) -> None:
        chosen = [
            index
            for label, index in audience_indexes().items()
            if not options["app_label"] or label.partition(".")[0] in options["app_label"]
        ]
        if not chosen:
            raise CommandError("None of these apps has anything to search in.")
        try:
            total = sum(refresh(chosen))
        except IndexBusy as error:
            raise CommandError("Another process is writing the search index; try again.") from error
        if options["verbosity"] > 0:
            self.stdout.write(f"Documents indexed: {total}")
