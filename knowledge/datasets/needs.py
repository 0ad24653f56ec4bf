"""How many offices need a data set, and whether the reader's own said so."""

from collections.abc import Mapping

from django.http import HttpRequest

from knowledge.models import DataSetNeed, Standard


def need_of(standard: Standard, request: HttpRequest) -> Mapping[str, object]:
    """What the page of the standard shows: `count`, `office` and `is_said`; never which offices."""
    needs = DataSetNeed.objects.filter(standard=standard)
    acting = request.acting if request.user.is_authenticated else None
    office = acting.organisation if acting else None
    is_said = office is not None and needs.filter(organisation=office).exists()
    return {"count": needs.count(), "office": office, "is_said": is_said}
