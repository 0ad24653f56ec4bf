"""Judging a row before it is saved, without asking the database what it will see to by itself."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model


def check(row: Model) -> None:
    """Raise ValidationError for what a person can mend: fields, `clean()`, constraints with words.

    Does less than `full_clean()`: that a loaded row exists is not asked again (the database refuses
    a foreign key to nothing), nor is uniqueness, nor a constraint that has no message for people
    (the database refuses it, and then the code is at fault).
    """
    loaded = {
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation and getattr(row, field.attname) and field.is_cached(row)
    }
    row.clean_fields(exclude=loaded)
    row.clean()
    errors: dict[str, list[str]] = {}
    for constraint in _told_constraints(row):
        try:
            constraint.validate(type(row), row)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def _told_constraints(row: Model) -> list[CheckConstraint]:
    plain = CheckConstraint.default_violation_error_message
    return [
        one
        for one in row._meta.constraints
        if isinstance(one, CheckConstraint) and one.violation_error_message != plain
    ]
