"""The links in what a page says to its readers; a query for each kind of its rows that hold addresses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.db.models import Model, URLField
from django.utils.html import format_html
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from knowledge.models import PageLink

LONGEST = 1000  # of an address: longer ones are left out
LONGEST_WORDS = 250
INNER = {"page": PageLink.Kind.PAGE, "document": PageLink.Kind.DOCUMENT}


@dataclass(frozen=True)
class Link:
    """`target` is the key of a page or file; `address` a path of this site, or a whole address elsewhere."""

    kind: PageLink.Kind
    words: str
    target: int | None = None
    address: str = ""


def links_of(page: Page, own_hosts: Callable[[], Sequence[str]]) -> Sequence[Link]:
    """Each link once, in the order of the text; `own_hosts` gives the names of this site, asked when needed."""
    found = dict.fromkeys(
        link
        for value in (*_stored(page), *_fields_of(page))
        for link in _in_value(value, own_hosts)
        if link
    )
    return list(found)


def _stored(page: Page) -> Iterator[object]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from field.value_from_object(page).raw_data
        elif isinstance(field, RichTextField):
            yield field.value_from_object(page)


def _fields_of(page: Page) -> Iterator[str]:
    """Fields that hold a whole address, of the page and of its rows such as materials, as anchors."""
    relations = [one for one in get_all_child_relations(page) if _url_fields(one.related_model)]
    rows = (row for one in relations for row in getattr(page, one.get_accessor_name()).all())
    for record in (page, *rows):
        for field in _url_fields(type(record)):
            if url := field.value_from_object(record):
                yield format_html('<a href="{}">{}</a>', url, field.verbose_name)


def _url_fields(model: type[Model]) -> Sequence[URLField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, URLField)]


def _in_value(value: object, own_hosts: Callable[[], Sequence[str]]) -> Iterator[Link | None]:
    """Links in the words of a block, and the file that a block offers."""
    if isinstance(value, str):
        if "<a" in value:
            yield from (_link(*anchor, own_hosts) for anchor in _anchors(value))
    elif isinstance(value, Mapping):
        if value.get("type") == "file" and (key := value["value"].get("document")):
            yield Link(PageLink.Kind.DOCUMENT, "", target=int(key))
        for inner in value.values():
            yield from _in_value(inner, own_hosts)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _in_value(inner, own_hosts)


def _link(
    attributes: Mapping[str, str], words: str, own_hosts: Callable[[], Sequence[str]]
) -> Link | None:
    words = " ".join(words.split())[:LONGEST_WORDS]
    kind, key = INNER.get(attributes.get("linktype", "")), attributes.get("id", "")
    if kind:
        return Link(kind, words, target=int(key)) if key.isdecimal() else None
    href = attributes.get("href", "").strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        parts = urlsplit("")
    if len(href) > LONGEST or parts.scheme not in ("", "http", "https"):
        return None
    if parts.netloc and parts.hostname not in own_hosts():
        return Link(PageLink.Kind.OUTSIDE, words, address=_whole(href))
    return Link(PageLink.Kind.INSIDE, words, address=parts.path) if parts.path else None


def _whole(href: str) -> str:
    """With a scheme, and without the part that never reaches a server."""
    return (f"https:{href}" if href.startswith("//") else href).partition("#")[0]


def _anchors(html: str) -> Sequence[tuple[Mapping[str, str], str]]:
    reader = _Anchors()
    reader.feed(html)
    reader.close()
    return [(attributes, "".join(words)) for attributes, words in reader.found]


class _Anchors(HTMLParser):
    """Collects each `<a>` with the words in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Mapping[str, str], list[str]]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._is_inside = True
            self.found.append(({name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.found[-1][1].append(data)
