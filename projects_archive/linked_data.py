"""A project in the words of schema.org, for search engines."""

from collections.abc import Callable, Mapping

from projects_archive.licences import licence_address
from projects_archive.models import Project, ProjectRecord


def project_data(
    project: Project, record: ProjectRecord | None, *, absolute: Callable[[str], str]
) -> Mapping[str, object]:
    """JSON-LD of the project's page; with its source code, where somebody published it."""
    address = absolute(project.get_absolute_url())
    found: dict[str, object] = {
        "@type": "Project",
        "@id": f"{address}#project",
        "name": project.title,
        "url": address,
        "description": record.text("summary") if record else "",
        "foundingDate": project.started_on.isoformat() if project.started_on else "",
        "dissolutionDate": project.ended_on.isoformat() if project.ended_on else "",
        "member": _office(project),
        "funding": _grant(project),
    }
    graph = [_without_blanks(found)]
    if record and record.source_code_url:
        graph.append(_code(project, record, address))
    return {"@context": "https://schema.org", "@graph": graph}


def _office(project: Project) -> Mapping[str, object] | None:
    """Who ran it; a natural person is never named."""
    if not project.beneficiary:
        return None
    return {"@type": "Organization", "name": project.beneficiary}


def _grant(project: Project) -> Mapping[str, object] | None:
    if project.eu_contribution is None:
        return None
    return {
        "@type": "MonetaryGrant",
        "amount": {
            "@type": "MonetaryAmount",
            "currency": "PLN",
            "value": str(project.eu_contribution),
        },
        "funder": {"@type": "Organization", "name": "European Union"},
    }


def _code(project: Project, record: ProjectRecord, address: str) -> Mapping[str, object]:
    return _without_blanks(
        {
            "@type": "SoftwareSourceCode",
            "@id": f"{address}#code",
            "name": project.title,
            "codeRepository": record.source_code_url,
            "license": licence_address(record.licence),
            "isBasedOn": f"{address}#project",
        }
    )


def _without_blanks(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in values.items() if value}
