"""The requirements that an office may say it met: those in force, by standard."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone

from knowledge.models import Requirement, RequirementText, StandardVersion

Choices = list[tuple[str, list[tuple[int, str]]]]


def requirement_choices(chosen: Iterable[int], *, on: date) -> Choices:
    """(standard, [(key, words)]) of the requirements in force on that day, and of chosen ones."""
    versions = StandardVersion.objects
    texts = RequirementText.objects.filter(
        Q(version__in=versions.in_force(on))
        | Q(requirement__in=chosen, version__in=versions.published())
    )
    groups: dict[str, dict[int, str]] = {}
    for text in texts.with_version().order_by(
        "version__standard__name_pl", "-version__in_force_from", "position"
    ):
        group = groups.setdefault(str(text.version.standard), {})
        group.setdefault(text.requirement_id, str(text))
    return [(standard, list(group.items())) for standard, group in groups.items()]


class RequirementsField(forms.ModelMultipleChoiceField):
    """Ticked one by one, under the name of their standard."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Requirement.objects.all(), required=False, **kwargs)

    def offer(self, chosen: Iterable[int]) -> None:
        """Offer those in force today, and the chosen ones."""
        self.choices = requirement_choices(chosen, on=timezone.localdate())
