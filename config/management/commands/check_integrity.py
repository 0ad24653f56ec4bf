"""Prove the invariants on live data: prints what it found, exits 1 if anything is broken."""

from itertools import chain

from django.core.management.base import BaseCommand, CommandError
from wagtail import hooks


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        checks = chain.from_iterable(hook() for hook in hooks.get_hooks("integrity_checks"))
        broken = 0
        for check in checks:
            violations = check.broken()
            self.stdout.write(f"{'BROKEN' if violations else 'ok    '}  {check.name}")
            for violation in violations:
                self.stdout.write(f"        {violation}")
            broken += bool(violations)
        if broken:
            raise CommandError(f"{broken} checks found broken invariants", returncode=1)
