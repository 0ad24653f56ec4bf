"""From a pair of templates to the subject, text and HTML of a mail, in the recipient's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from foundation.mailing.headers import single_line

LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, object], *, language: str) -> Rendered:
    """Render `<template>_subject.txt`, `<template>.txt` and `<template>.html` in `language`.

    Templates also see `site_url` (no slash at its end), to be put before local addresses.
    """
    values = {"site_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"), **context}
    with translation.override(language):
        subject = single_line(_plain(f"{template}_subject.txt", values))
        text = _plain(f"{template}.txt", values).strip() + "\n"
        html = get_template(f"{template}.html").render(values)
    return Rendered(subject[:LONGEST_SUBJECT], text, html)


def _plain(name: str, values: Mapping[str, object]) -> str:
    """A text template: nothing is escaped, `&` in a name stays `&`."""
    context = Context({**values, "LANGUAGE_CODE": translation.get_language()}, autoescape=False)
    return get_template(name).template.render(context)
