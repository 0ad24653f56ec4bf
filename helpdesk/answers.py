"""What a category asks, and whether it was answered: the one place, for the form and for the action.

Answers travel as texts, by the short name of the field: as a browser sends them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from helpdesk import permissions
from helpdesk.models import Answer, Category, CategoryField
from knowledge.models import Requirement, RequirementText, StandardVersion, System

LONGEST = 500
LARGEST_NUMBER = Decimal(10) ** 12


def form_name(key: str) -> str:
    """The name of a category's field in the form of a ticket."""
    return f"answer_{key}"


def asked(fields: Sequence[CategoryField], given: Mapping[str, str]) -> Sequence[CategoryField]:
    """Those of `fields` whose condition holds; what hangs on a hidden field is hidden too."""
    shown: dict[str, CategoryField] = {}
    for field in fields:
        is_met = field.shown_when in shown and given.get(field.shown_when) == field.shown_for
        if not field.shown_when or is_met:
            shown[field.key] = field
    return list(shown.values())


def read(category: Category, given: Mapping[str, str], *, by: User) -> Sequence[Answer]:
    """Unsaved answers to what is asked of `by`; raises ValidationError by name of the form's field.

    Answers to fields that are not shown are dropped, and none of those is ever missing.
    """
    answers, errors = [], {}
    for field in asked(list(category.fields.all()), given):
        text = " ".join(given.get(field.key, "").replace("\0", "").split())
        try:
            if text:
                answers.append(_answer(field, _READERS[field.kind](field, text, by)))
            elif field.is_required:
                raise ValidationError(_("Please answer this."))
        except ValidationError as error:
            errors[form_name(field.key)] = error.messages
    if errors:
        raise ValidationError(errors)
    return answers


def systems() -> Sequence[System]:
    """Systems that can be asked about."""
    return System.objects.exclude(state=System.State.RETIRED)


def requirements(
    user: User | AnonymousUser, among: Collection[str] | None = None
) -> Mapping[int, str]:
    """Requirements (`among`: of these keys) that `user` may see, under code and title of their newest text."""
    versions = StandardVersion.objects.visible_to(user)
    texts = RequirementText.objects.filter(version__in=versions)
    found = Requirement.objects.visible_to(user).select_related("standard")
    if among is not None:
        texts, found = texts.filter(requirement__in=among), found.filter(pk__in=among)
    texts = texts.order_by("version__in_force_from", "pk")
    titles = {text.requirement_id: f"{text.code} {text.title}" for text in texts}
    return {requirement.pk: titles.get(requirement.pk, str(requirement)) for requirement in found}


def offices(user: User) -> Sequence[Organisation]:
    return [acting.organisation for acting in permissions.offices_of(user)]


def _answer(field: CategoryField, value: str) -> Answer:
    return Answer(
        field=field, label=field.label, kind=field.kind, value=value, position=field.sort_order or 0
    )


def _text(field: CategoryField, text: str, by: User) -> str:
    if len(text) > LONGEST:
        raise ValidationError(_("At most %(count)d characters, please.") % {"count": LONGEST})
    return text


def _choice(field: CategoryField, text: str, by: User) -> str:
    if text not in [polish for polish, _shown in field.options]:
        raise ValidationError(_("Choose one of the answers."))
    return text


def _date(field: CategoryField, text: str, by: User) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Give the day as year-month-day, e.g. 2026-11-28.")) from error
    if not 1900 <= day.year <= 2100:
        raise ValidationError(_("The year lies between 1900 and 2100."))
    return day.isoformat()


def _number(field: CategoryField, text: str, by: User) -> str:
    try:
        number = Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation as error:
        raise ValidationError(_("Give a number, e.g. 12 or 1.5.")) from error
    if not number.is_finite() or abs(number) >= LARGEST_NUMBER:
        raise ValidationError(_("This number is too large."))
    return f"{number.normalize():f}"


def _office(field: CategoryField, text: str, by: User) -> str:
    return _named({str(office.pk): str(office) for office in offices(by)}, text)


def _system(field: CategoryField, text: str, by: User) -> str:
    return _named({str(system.pk): str(system) for system in systems()}, text)


def _requirement(field: CategoryField, text: str, by: User) -> str:
    return _named({str(key): title for key, title in requirements(by).items()}, text)


def _named(names: Mapping[str, str], key: str) -> str:
    """The name of what was chosen; what was not offered is refused like any wrong choice."""
    if key not in names:
        raise ValidationError(_("Choose one of the answers."))
    return names[key][:LONGEST]


_READERS: Mapping[str, Callable[[CategoryField, str, User], str]] = {
    CategoryField.Kind.TEXT: _text,
    CategoryField.Kind.CHOICE: _choice,
    CategoryField.Kind.DATE: _date,
    CategoryField.Kind.NUMBER: _number,
    CategoryField.Kind.OFFICE: _office,
    CategoryField.Kind.SYSTEM: _system,
    CategoryField.Kind.REQUIREMENT: _requirement,
}
