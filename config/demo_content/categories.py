"""What tickets are about in the demo, with what each category asks."""

from collections.abc import Mapping
from typing import Any

from config.demo_content.texts import read_texts
from helpdesk.models import Category, CategoryField, Queue


def write_categories(queues: Mapping[str, Queue]) -> dict[str, Category]:
    """Make the categories that are missing; return them by Polish name."""
    entries = read_texts("categories")["categories"]
    return {
        entry["name_pl"]: _write(position, entry, queues) for position, entry in enumerate(entries)
    }


def _write(position: int, entry: Mapping[str, Any], queues: Mapping[str, Queue]) -> Category:
    fields = {
        name: entry.get(name, "") for name in ("name_en", "hint_pl", "hint_en", "impact", "urgency")
    }
    category, is_new = Category.objects.get_or_create(
        kind=entry["kind"],
        name_pl=entry["name_pl"],
        defaults=fields | {"queue": queues[entry["queue"]], "position": position},
    )
    if is_new:
        CategoryField.objects.bulk_create(
            _field(category, place, one) for place, one in enumerate(entry["fields"])
        )
    return category


def _field(category: Category, place: int, entry: Mapping[str, Any]) -> CategoryField:
    return CategoryField(
        category=category,
        sort_order=place,
        key=entry["key"],
        kind=entry["kind"],
        label_pl=entry["pl"],
        label_en=entry["en"],
        hint_pl=entry.get("hint_pl", ""),
        hint_en=entry.get("hint_en", ""),
        choices="\n".join(entry.get("choices", ())),
        is_required=entry.get("required", False),
        shown_when=entry.get("when", ""),
        shown_for=entry.get("for", ""),
    )
