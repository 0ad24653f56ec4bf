"""The form of a course in the Wagtail admin."""

from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm

from knowledge.models import Requirement


class CourseForm(WagtailAdminModelForm):
    """Offers requirements that the person may see; others that the course teaches already stay."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["requirements"]
        offered.queryset = Requirement.objects.visible_to(self.for_user)

    def clean_requirements(self) -> QuerySet:
        chosen = {one.pk for one in self.cleaned_data["requirements"]}
        offered = self.fields["requirements"].queryset
        kept = {one.pk for one in self.instance.requirements.all()} - {
            *offered.values_list("pk", flat=True)
        }
        return Requirement.objects.filter(pk__in=chosen | kept)
