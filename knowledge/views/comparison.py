"""Two versions of a standard side by side."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from knowledge.datasets.differences import compare_fields
from knowledge.models import DataField, Standard, StandardVersion
from knowledge.standards.comparison import Kind, compare, counted


@require_safe
def standard_comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """`?from=` and `?to=` name two versions; the newest two where they do not."""
    standard = get_object_or_404(Standard.objects.visible_to(request.user), slug=slug)
    versions = list(
        StandardVersion.objects.visible_to(request.user)
        .filter(standard=standard)
        .select_related("standard")
        .newest_first()
    )
    old, new = _chosen(request, versions)
    rows = compare(_texts(old), _texts(new)) if old and new else []
    fields = compare_fields(_fields(old), _fields(new)) if old and new else []
    context = {
        "standard": standard,
        "versions": versions,
        "old": old,
        "new": new,
        "notes": _between(versions, old, new),
        "rows": [row for row in rows if row.kind != Kind.SAME],
        "unchanged": [row for row in rows if row.kind == Kind.SAME],
        "counts": counted(rows),
        "field_rows": [row for row in fields if row.kind != Kind.SAME],
        "field_counts": counted(fields),
    }
    return render(request, "knowledge/comparison.html", context)


def _chosen(
    request: HttpRequest, versions: Sequence[StandardVersion]
) -> tuple[StandardVersion | None, StandardVersion | None]:
    """The older and the newer of the two asked for, whichever way round they were asked."""
    by_number = {version.number: version for version in versions}
    asked = {by_number.get(request.GET.get(name, "")) for name in ("from", "to")} - {None}
    for version in versions:
        if len(asked) < 2:
            asked.add(version)
    newest_first = [version for version in versions if version in asked]
    return (newest_first[1], newest_first[0]) if len(newest_first) == 2 else (None, None)


def _texts(version: StandardVersion):
    return version.texts.order_by("position")


def _fields(version: StandardVersion) -> Sequence[DataField]:
    """What a data set is made of; other standards have no fields, and cost no query."""
    is_data_set = version.standard.kind == Standard.Kind.DATA_SET
    return list(version.fields.order_by("position")) if is_data_set else []


def _between(
    versions: Sequence[StandardVersion], old: StandardVersion | None, new: StandardVersion | None
) -> Sequence[StandardVersion]:
    """Versions after `old` up to `new` that say what changed in them."""
    if old is None or new is None:
        return []
    span = versions[versions.index(new) : versions.index(old)]
    return [version for version in span if version.change_note]
