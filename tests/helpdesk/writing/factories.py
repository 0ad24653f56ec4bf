"""Prepared texts, macros, tags and files for tests; keywords override the defaults."""

from io import BytesIO
from itertools import count

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from helpdesk.actions import keep_upload
from helpdesk.models import CannedReply, Macro, MacroStep, Tag, Upload

_numbers = count(1)


def mails(kind: str) -> list[OutgoingMail]:
    """What was written of one kind of the help desk, oldest first."""
    return list(OutgoingMail.objects.filter(kind=f"helpdesk.{kind}").order_by("pk"))


def make_canned(**fields) -> CannedReply:
    number = next(_numbers)
    defaults = {"name_pl": f"Tekst {number}", "body_pl": "Dzień dobry, {{ zgłaszający }}."}
    canned = CannedReply(**defaults | fields)
    canned.full_clean()
    canned.save()
    return canned


def make_tag(**fields) -> Tag:
    number = next(_numbers)
    defaults = {"slug": f"etykieta-{number}", "name_pl": f"Etykieta {number}"}
    return Tag.objects.create(**defaults | fields)


def make_macro(*steps: dict, **fields) -> Macro:
    """A macro of `steps`, each the fields of a `MacroStep`."""
    macro = Macro.objects.create(**{"name_pl": f"Makro {next(_numbers)}"} | fields)
    for place, step in enumerate(steps):
        row = MacroStep(macro=macro, sort_order=place, **step)
        row.full_clean()
        row.save()
    return macro


def a_file(name: str = "zrzut.txt", content: str = "Treść") -> BytesIO:
    file = BytesIO(content.encode())
    file.name = name
    return file


def make_upload(by: User, name: str = "zrzut.txt") -> Upload:
    return keep_upload(a_file(name), name=name, by=by)
