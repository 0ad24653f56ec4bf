"""A mail as its sender laid it out, made harmless: no script, no form, nothing loaded from anywhere.

Pure, and slow on hostile input: run it by `reader.run`. What comes out is shown in a frame without
any rights, under a policy of its own (see `views.mail_html`).
"""

import base64
from collections.abc import Callable, Mapping
from email.message import Message

import nh3

from helpdesk.mail.parsing import message_of
from helpdesk.mail.parts import content_of, is_text, leaves, source_of

LONGEST = 1_000_000  # characters of HTML
LARGEST_PICTURES = 4 * 1024 * 1024  # bytes of all pictures inside the mail
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
TAGS = nh3.ALLOWED_TAGS | {"font"}
ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {
    "*": {
        "align",
        "bgcolor",
        "color",
        "dir",
        "height",
        "lang",
        "style",
        "title",
        "valign",
        "width",
    },
    "a": {"href"},
    "font": {"color", "face", "size"},
    "img": {"alt", "src"},
    "table": {"border", "cellpadding", "cellspacing"},
}
# None of these can load anything or lay itself over what is ours.
STYLES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
    "border-right", "border-style", "border-top", "border-width", "color", "direction",
    "font-family", "font-size", "font-style", "font-weight", "height", "line-height", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align",
    "text-decoration", "text-indent", "vertical-align", "white-space", "width",
}  # fmt: skip


def page_of(content: bytes) -> str:
    """The harmless HTML of the mail in `content`; empty where it has none."""
    parts = leaves(message_of(content))
    sources = (
        source_of(p).text for p in parts if p.get_content_type() == "text/html" and is_text(p)
    )
    source = next(sources, "")[:LONGEST]
    return harmless(source, _pictures(parts)) if source.strip() else ""


def harmless(source: str, pictures: Mapping[str, str] | None = None) -> str:
    """Sanitise HTML; `pictures` are addresses with the content itself, by Content-ID."""
    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "template", "noscript"},
        attributes=ATTRIBUTES,
        attribute_filter=_filter(pictures or {}),
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _filter(pictures: Mapping[str, str]) -> Callable[[str, str, str], str | None]:
    """Pictures only from inside the mail, links only to pages and addresses."""

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return pictures.get(value.removeprefix("cid:")) if value.startswith("cid:") else None
        if name == "href" and not value.lower().startswith(("http:", "https:", "mailto:")):
            return None
        return value

    return keep


def _pictures(parts: list[Message]) -> dict[str, str]:
    found: dict[str, str] = {}
    left = LARGEST_PICTURES
    for part in parts:
        name, kind = str(part.get("Content-ID", "")).strip("<> \t\r\n"), part.get_content_type()
        if not name or kind not in PICTURES:
            continue
        content = content_of(part)
        left -= len(content)
        if left < 0:
            break
        found[name] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return found
