"""Every address of Wagtail's admin, filled with every number and kind that something in it may have."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page, Revision

from tests.everywhere import ADMIN, named
from tests.unpublished.beside import COMMON

# Ends the session, or raises on purpose.
LEFT_OUT = ("wagtailadmin_logout", "wagtailadmin_error_test")
NUMBERED = ("id", "pk", "id_a", "id_b")
ROWS = 4  # of each model
Parts = Mapping[str, object]


def admin_paths() -> Iterator[tuple[str, str]]:
    """Path, name: each address for the rows of its model, or for every page.

    What takes no key is also searched for words, and asked for rows by parameters.
    """
    pages = [*Page.objects.exclude(depth=1).values_list("pk", flat=True)]
    rows = urlencode([("id", number) for number in pages])
    admin = next(p for p in get_resolver().url_patterns if str(p.pattern) == ADMIN)
    for name, pattern in named(admin.url_patterns):
        parts = [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]
        if name in LEFT_OUT:
            continue
        model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
        of_page = "page" in f"{name}{parts}"
        numbers = _numbers(model) if model else pages if of_page else range(1, 4)
        for path in _filled(name, dict.fromkeys(parts), numbers):
            asked = [""] if parts else ["", f"?q={COMMON}", f"?{rows}"]
            yield from ((path + one, name) for one in asked)


def _numbers(model: type[Model] | str) -> list[int]:
    """Keys of the newest rows: what the test made last."""
    found = resolve_model_string(model)._default_manager.order_by("-pk")
    return [*found.values_list("pk", flat=True)[:ROWS]]


def _filled(name: str, parts: Parts, numbers: Iterable[int]) -> Iterator[str]:
    for given in _given(parts, numbers):
        with suppress(NoReverseMatch):
            yield reverse(name, kwargs=dict.fromkeys(parts, "x") | given)


def _given(parts: Parts, numbers: Iterable[int]) -> list[Parts]:
    """One number for all parts that take one; of kinds and revisions, each row that has revisions."""
    takers = [part for part in parts if part.endswith(NUMBERED)]
    revised = [part for part in takers if "revision" in part]
    app = next((part for part in parts if part.endswith(("app_label", "app_name"))), None)
    model = next((part for part in parts if part.endswith("model_name")), None)
    if not revised and not model:
        return [dict.fromkeys(takers, number) for number in numbers] if takers else [{}]
    rows = Revision.objects.values_list(
        "content_type__app_label", "content_type__model", "object_id", "pk"
    )
    return [
        dict.fromkeys(takers, key) | dict.fromkeys(revised, pk) | _kind(app, model, of, kind)
        for of, kind, key, pk in rows
    ]


def _kind(app: str | None, model: str | None, *given: str) -> Parts:
    return dict(zip((app, model), given, strict=True)) if app and model else {}
