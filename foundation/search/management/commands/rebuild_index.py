"""Write the whole search index anew, beside the live one, and switch to it at the end."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.search.engines import IndexBusy
from foundation.search.indexing import rebuild


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noinput", action="store_true", help="accepted for habit; nothing is asked anyway"
        )

    def handle(self, **options) -> None:
        total = 0
        try:
            for index, count in rebuild():
                total += count
                if options["verbosity"] > 1:
                    self.stdout.write(f"{index.kind}: {count}")
        except IndexBusy as error:
            raise CommandError("Another process is writing the search index; try again.") from error
        if options["verbosity"] > 0:
            self.stdout.write(f"Documents in the search index: {total}")
