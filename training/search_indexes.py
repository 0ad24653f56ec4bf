"""How courses are found."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from haystack import indexes

from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from training.models import Course
from training.models.course import WRITERS


class CourseIndex(AudienceIndex, indexes.Indexable):
    kind, kind_label, browse_name = "course", _("Training"), "training:course_list"

    def get_model(self) -> type[Course]:
        return Course

    def audience(self, obj: Course) -> set[str]:
        writers = {tokens.role(role) for role in WRITERS}
        return writers | {tokens.PUBLIC} if obj.live else writers

    def languages(self, obj: Course) -> Sequence[str]:
        return ("pl", "en")

    def title(self, obj: Course) -> str:
        return obj.title

    def body(self, obj: Course) -> str:
        return f"{obj.summary}\n{obj.outcomes}"

    def where(self, obj: Course) -> str:
        return str(obj.get_kind_display())
