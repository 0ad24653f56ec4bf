"""Standards of the kind data set; keywords override the defaults."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.actions.standards import create_version, publish_version
from knowledge.datasets.actions import describe_fields
from knowledge.models import Standard, StandardVersion
from tests.knowledge.factories import make_editor, make_standard

ROADS: Sequence[Mapping[str, object]] = (
    {
        "name": "numer_drogi",
        "title_pl": "Numer drogi",
        "kind": "text",
        "is_unique": True,
        "examples": "123456W\n123457W",
    },
    {
        "name": "nawierzchnia",
        "title_pl": "Nawierzchnia",
        "kind": "code",
        "codes": "B; bitumiczna\nK; kostka",
        "examples": "B\nK",
    },
    {"name": "dlugosc_m", "title_pl": "Długość", "kind": "decimal", "examples": "812,5\n90"},
    {
        "name": "uwagi",
        "title_pl": "Uwagi",
        "kind": "text",
        "is_required": False,
        "examples": "\npo remoncie",
    },
)


def make_data_set(
    fields: Sequence[Mapping[str, object]] = ROADS, *, is_published: bool = True, **given
) -> StandardVersion:
    """A version with its fields and no requirements."""
    by = make_editor()
    standard = make_standard(kind=Standard.Kind.DATA_SET, **given)
    version = create_version(standard, by=by, number="1.0", requirements=[])
    describe_fields(version, by=by, fields=fields)
    if is_published:
        return publish_version(version, by=by, in_force_from=date(2026, 1, 1))
    return version
