"""The remarks beside the text, in the editor of a page; they bar nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import strip_tags
from wagtail.admin.panels import Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from knowledge.plain_language.reading import Reading, read

# A block of HTML is a sentence at least.
BREAK = re.compile(r"</(?:p|li|h\d)>|<br ?/?>")
NOT_PROSE = ("code", "file", "requirement", "provision", "figure")
FEWEST_WORDS = 3  # of what counts as words and not as a key or a choice


class PlainLanguagePanel(Panel):
    """What the kept draft reads like; a save brings it up to date."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "knowledge/admin/plain_language.html"

        def get_context_data(self, parent_context: Mapping | None = None) -> dict:
            return super().get_context_data(parent_context) | {"reading": reading_of(self.instance)}


def reading_of(page: Page) -> Reading | None:
    """Of the answer or the lead, then of the blocks."""
    lead = getattr(page, "answer", "") or getattr(page, "lead", "")
    language = page.locale.language_code if page.locale_id else ""
    return read("\n".join([lead, *_prose(page)]), language)


def _prose(page: Page) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for block in field.value_from_object(page).raw_data:
                if block["type"] not in NOT_PROSE:
                    yield from _words_in(block["value"])


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        plain = strip_tags(BREAK.sub("\n", value)).replace("&nbsp;", " ")
        if len(plain.split()) >= FEWEST_WORDS:
            yield plain
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _words_in(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _words_in(inner)
