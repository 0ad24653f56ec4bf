"""The fields of a version for readers and machines: a table, a sample file, Table Schema."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from knowledge.datasets.checking import Column
from knowledge.datasets.values import FieldType
from knowledge.models import DataField, StandardVersion

# Frictionless Table Schema, https://specs.frictionlessdata.io/table-schema/
SCHEMA_TYPES = {
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "number",
    FieldType.DATE: "date",
    FieldType.YES_NO: "boolean",
}


def columns_of(fields: Sequence[DataField]) -> Sequence[Column]:
    return [
        Column(one.name, one.kind, one.is_required, one.is_unique, frozenset(one.code_list))
        for one in fields
    ]


def sample_rows(fields: Sequence[DataField]) -> Sequence[Sequence[str]]:
    """The headings, then the examples line by line."""
    rows = zip_longest(*(one.example_list for one in fields), fillvalue="")
    return [[one.name for one in fields], *(list(row) for row in rows)]


def table_schema(version: StandardVersion, fields: Sequence[DataField]) -> Mapping[str, object]:
    return {
        "name": version.standard.slug,
        "title": version.standard.name,
        "version": version.number,
        "fields": [_schema_field(one) for one in fields],
    }


def _schema_field(one: DataField) -> Mapping[str, object]:
    constraints: dict[str, object] = {"required": one.is_required, "unique": one.is_unique}
    if one.code_list:
        constraints["enum"] = list(one.code_list)
    described = {
        "name": one.name,
        "type": SCHEMA_TYPES.get(FieldType(one.kind), "string"),
        "title": one.title,
        "description": one.description,
        "constraints": constraints,
    }
    if one.kind == FieldType.YES_NO:
        described |= {"trueValues": ["tak", "Tak", "TAK"], "falseValues": ["nie", "Nie", "NIE"]}
    return described
