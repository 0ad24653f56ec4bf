"""Every address of the product: the access tables of all apps, and the names in the resolver."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from pypdf import PdfReader

from helpdesk.models import Queue
from tests.access import NO_GET, Address
from tests.cast import Cast

APPS = (
    "config", "accounts", "mailing", "files", "search", "watching",
    "knowledge", "helpdesk", "projects_archive", "training",
)  # fmt: skip
ADDRESSES: dict[str, Address] = {
    address.name: address
    for app in APPS
    for address in import_module(f"tests.{app}.access").ADDRESSES
}
ADMIN = "cms/"  # one guard for all of it: the right to enter Wagtail's admin
LANGUAGES = ("pl", "en")
Keys = Mapping[str, object]
# A person's own account: an act there changes who asks, and nothing else.
OF_THE_ASKER = ("accounts", "mailing", "watching")


def named(
    patterns: list[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the resolver, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == ADMIN:
                continue
            inner = pattern.namespace or ""
            yield from named(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


def filled_with(cast: Cast, keys: Sequence[Keys]) -> dict[str, str]:
    """Each of our addresses filled with every key of its app that has what it asks for: path → name.

    Where no key has all of it, the access table gives the rest. What needs nothing comes in both languages.
    """
    paths, given = {}, Given(cast)
    for name, pattern in named(get_resolver().url_patterns):
        if name in ADDRESSES:
            parts = {*pattern.pattern.converters, *pattern.pattern.regex.groupindex}
            own = [key for key in keys if name.startswith(key["app"]) and parts & key.keys()]
            paths |= dict.fromkeys(_filled(name, parts, own, given), name)
    return paths


def _filled(name: str, parts: set[str], keys: Sequence[Keys], given: "Given") -> Iterator[str]:
    if not parts:
        for language in LANGUAGES:
            with translation.override(language):
                yield reverse(name)
        return
    whole = [key for key in keys if parts <= key.keys()]
    for key in whole or ({**given[name], **key} for key in keys or [{}]):
        with suppress(NoReverseMatch):
            yield reverse(name, kwargs={part: key[part] for part in parts if part in key})


@dataclass
class Given:
    """What the access tables make for an address, each thing once."""

    cast: Cast
    made: dict[Callable, Keys] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Keys:
        make = ADDRESSES[name].arguments
        if make not in self.made:
            # What one table asks of the agent's queue hinders another.
            Queue.objects.filter(members__user=self.cast.agent).update(needs_approval=False)
            self.made[make] = make(self.cast)
        return self.made[make]


def ask(client: Client, path: str, name: str = "", **query: str) -> HttpResponseBase:
    """The answer to a GET; where the address takes none, to an empty POST."""
    answer = client.get(path, query)
    is_act = answer.status_code == NO_GET and not name.startswith(OF_THE_ASKER)
    return client.post(path) if is_act else answer


def words_of(answer: HttpResponseBase, path: str) -> str:
    """What an answer says: its body, inside a PDF or an archive too, where it leads and how its file is called.

    What was asked is left out, because pages repeat it: the path in links back, the values of parameters.
    """
    body = answer.getvalue()
    said = [_text(body), *(answer.get(one, "") for one in ("Location", "Content-Disposition"))]
    text = "\n".join(said).lower()
    asked = urlsplit(path)
    values = [value for _name, value in parse_qsl(asked.query)]
    for echo in filter(None, (asked.path, asked.path[3:], *values)):
        whole = quote(echo, safe="")
        for spelling in {echo, quote(echo), whole, quote_plus(echo), quote(whole, safe="")}:
            text = text.replace(spelling.lower(), "")
    return text


def _text(body: bytes) -> str:
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return "\n".join(
                archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
            )
    return body.decode("utf-8", "replace")
