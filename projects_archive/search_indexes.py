"""How projects are found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from projects_archive.models import Project, ProjectRecord
from projects_archive.models.record import TEXTS
from projects_archive.permissions import ARCHIVE_ROLES
from projects_archive.related import projects_of_record


class ProjectIndex(AudienceIndex):
    kind, kind_label, browse_name = "project", _("Projects"), "projects_archive:project_list"

    def get_model(self) -> type[Model]:
        return Project

    def index_queryset(self, using: str | None = None):
        return Project.objects.select_related("record").prefetch_related("lines")

    def audience(self, obj: Project) -> set[str]:
        staff = {tokens.role(role) for role in ARCHIVE_ROLES}
        return staff | {tokens.PUBLIC} if obj.is_public else staff

    def languages(self, obj: Project) -> Sequence[str]:
        return ("pl", "en") if obj.title_en else ("pl",)

    def body(self, obj: Project) -> str:
        """The beneficiary as shown (never a natural person's name), what was written, what the list says."""
        record = getattr(obj, "record", None)
        written = [record.text(name) for name in TEXTS] if record and record.live else []
        said = [line.description for line in obj.lines.all()] if get_language() == "pl" else []
        return "\n".join(filter(None, [obj.beneficiary, *written, *said]))

    def codes(self, obj: Project) -> Sequence[str]:
        return [line.contract_number for line in obj.lines.all() if line.contract_number]

    def where(self, obj: Project) -> str:
        return obj.beneficiary

    def date(self, obj: Project) -> date | None:
        return obj.started_on

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {ProjectRecord: projects_of_record}
