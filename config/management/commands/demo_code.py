"""Print the six-digit code with which the demo staff sign in now."""

from django.core.management.base import BaseCommand

from config.demo_content.people import current_code


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(current_code())
