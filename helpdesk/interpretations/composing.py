"""An interpretation as it is sent: the answer, its date, what it rests on, and what it is not."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk.models import Interpretation


def compose(made: Interpretation, *, language: str) -> str:
    """The text of `made` in Markdown, with its footer in `language`."""
    with override(language):
        return "\n".join([made.body.strip(), "", "---", "", *footer(made)])


def footer(made: Interpretation) -> Iterator[str]:
    """The lines below the answer, in the language that is active."""
    yield (
        _("As of %(day)s.") % {"day": date_format(made.stands_on, "j E Y")}
        + " "
        + _("It rests on:")
    )
    yield ""
    yield from (f"- {line}" for line in grounds(made))
    yield ""
    yield f"*{_('This answer informs and does not bind.')}*"


def grounds(made: Interpretation) -> Iterator[str]:
    """Every version and provision it rests on; law that nobody checked is marked so."""
    texts = made.requirement_texts.select_related("version__standard").order_by("version", "code")
    for text in texts:
        version = text.version
        yield f"{version.standard}, {_('version')} {version.number}: {text}"
    for provision in made.provisions.select_related("act").prefetch_related("periods"):
        period = provision.on(made.stands_on)
        is_checked = provision.act.is_checked and period and period.is_checked
        mark = "" if is_checked else f" ({_('to be confirmed')})"
        yield f"{provision} ({provision.act.eli}){mark}"
