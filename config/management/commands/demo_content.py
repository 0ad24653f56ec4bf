"""Write the demo content; what is already there stays as it is."""

from django.core.management.base import BaseCommand
from django.db import transaction

from config.demo_content.offices import write_offices
from config.demo_content.people import write_people


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            offices = write_offices()
            people = write_people(offices)
        self.stdout.write(f"{len(offices)} offices, {len(people)} people")
