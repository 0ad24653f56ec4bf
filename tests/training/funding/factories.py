"""Sources of funding for tests."""

from itertools import count

from training.models import FundingField, FundingSource

_numbers = count(1)


def make_source(*fields: dict, **more) -> FundingSource:
    """A source that asks `fields`, each by field name."""
    defaults = {
        "name": f"Fundusze Europejskie {next(_numbers)}",
        "project_number": "FERC.02.01-001/26",
        "notice_pl": "Dane dostaje instytucja, która finansuje szkolenie.",
        "legal_ground": "art. 87 ustawy wdrożeniowej",
        "kept_months": 6,
    }
    source = FundingSource.objects.create(**defaults | more)
    for number, field in enumerate(fields):
        FundingField.objects.create(source=source, sort_order=number, **field)
    return source
