"""What the tables hold that the archive gives away: projects, and the rows an import refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from projects_archive.models import Project, RefusedRow


def project_rows(projects: Iterable[Project]) -> Iterator[Sequence[object]]:
    for project in projects:
        yield (
            project.pk,
            project.title,
            project.beneficiary or project.get_beneficiary_kind_display(),
            project.get_beneficiary_kind_display(),
            project.get_topic_display(),
            project.get_period_display(),
            project.programme.name if project.programme else "",
            project.total_value,
            project.eu_contribution,
            project.started_on,
            project.ended_on,
            ", ".join(one.name.lower() for one in project.voivodeships.all()),
            project.licence,
        )


def project_headings() -> Sequence[str]:
    return (
        _("Number"), _("Title"), _("Beneficiary"), _("Who ran it"), _("Topic"),
        _("Period of EU funds"), _("Programme"), _("Value of the project"), _("EU contribution"),
        _("Start"), _("End"), _("Voivodeship"), _("Licence"),
    )  # fmt: skip


def project_entry(project: Project, *, absolute: Callable[[str], str]) -> Mapping[str, object]:
    """A project for programs: codes instead of words, amounts as decimal strings, ISO dates."""
    return {
        "id": project.pk,
        "url": absolute(project.get_absolute_url()),
        "title_pl": project.title_pl,
        "title_en": project.title_en or None,
        "beneficiary": project.beneficiary or None,
        "beneficiary_kind": project.beneficiary_kind,
        "regon": project.organisation.regon or None if project.organisation else None,
        "topic": project.topic,
        "period": project.period or None,
        "programme": project.programme.code if project.programme else None,
        "total_value": _plain(project.total_value),
        "eu_contribution": _plain(project.eu_contribution),
        "started_on": _plain(project.started_on),
        "ended_on": _plain(project.ended_on),
        "voivodeships": [one.terc for one in project.voivodeships.all()],
        "is_nationwide": project.is_nationwide,
        "licence": project.licence or None,
        "has_documents": project.has_documents,
        "has_code": project.has_code,
        "is_reused": project.is_reused,
    }


def absolute_address(path: str) -> str:
    """The address of `path` where no request says it: for what the worker writes."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def refused_rows(rows: Iterable[RefusedRow]) -> Iterator[Sequence[object]]:
    for row in rows:
        values = (f"{name}: {value}" for name, value in row.source_row.raw.items() if value)
        yield (
            row.source_row.row_number,
            row.get_reason_display(),
            row.detail,
            " | ".join(values),
        )


def refused_headings() -> Sequence[str]:
    return _("Row"), _("Reason"), _("What was found"), _("The row as it is in the file")
