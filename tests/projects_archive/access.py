"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils import timezone

from projects_archive.actions.code import add_code_file
from projects_archive.actions.exports import ask_for_file, write_project_exports
from projects_archive.actions.office import save_draft, send_for_publication
from projects_archive.actions.records import start_record
from tests.access import NO_GET, NOT_THERE, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.projects_archive.factories import (
    make_line,
    make_project,
    make_run,
    make_software,
    make_version,
)
from tests.projects_archive.reuse.access import ADDRESSES as REUSE

LOOK_AFTER_IT = ("editor", "reviewer", "administrator")


def public_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_project().pk}


def hidden_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_line(verdict="not_digital", with_project=True).project_id}


def run(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_run().pk}


def unsure_line(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_line(verdict="unsure").pk}


def own_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_project(organisation=cast.office).pk}


def released(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_version(is_released=True).document_id}


def own_document(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_version(make_project(organisation=cast.office)).document_id}


def waiting(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_version().pk}


def nobodys_file(cast: Cast) -> Mapping[str, object]:
    file = ask_for_file(by=None, parameters=QueryDict(), file_format="csv")
    while write_project_exports(at=timezone.now()):
        pass
    return {"token": file.token}


def the_requesters_file(cast: Cast) -> Mapping[str, object]:
    made = ask_for_file(by=cast.requester, parameters=QueryDict(), file_format="csv")
    return {"token": made.token}


# The coordinator of the office that ran a project, and those who look after all of them.
OF_THE_OFFICE = {
    "anonymous": TO_SIGN_IN,
    "coordinator": 200,
    **dict.fromkeys(LOOK_AFTER_IT, 200),
}

# A coordinator's own pages; administrators coordinate every office.
OWN_ALONE = {"anonymous": TO_SIGN_IN, "coordinator": 200, "administrator": 200}


def sent(cast: Cast) -> Mapping[str, object]:
    project = make_project(organisation=cast.office)
    record = start_record(project, by=cast.coordinator)
    written = {"summary_pl": "Portal"}
    save_draft(record, by=cast.coordinator, written=written, seen_revision=None)
    return {"pk": send_for_publication(record, by=cast.coordinator).pk}


def own_code(cast: Cast) -> Mapping[str, object]:
    project = make_project(organisation=cast.office)
    file = add_code_file(project, by=cast.coordinator, content=b"name: Medusa", name="a.yml")
    return {"pk": file.pk}


def software(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_software(cast).pk}


def staff(name: str, **fields) -> Address:
    """For those who look after the archive; a page of its own for nobody else."""
    statuses = {"anonymous": TO_SIGN_IN, **dict.fromkeys(LOOK_AFTER_IT, 200)}
    return Address(f"projects_archive:{name}", NOT_THERE, statuses, **fields)


def verb(name: str, **fields) -> Address:
    return Address(f"projects_archive:{name}", NO_GET, **fields)


ADDRESSES: list[Address] = [
    *REUSE,
    everyone("projects_archive:project_list"),
    everyone("projects_archive:project_detail", arguments=public_project),
    everyone("projects_archive:project_export", arguments=lambda cast: {"file_format": "csv"}),
    everyone("projects_archive:export_ask", arguments=lambda cast: {"file_format": "csv"}),
    everyone("projects_archive:export_page", arguments=nobodys_file),
    everyone("projects_archive:export_file", arguments=nobodys_file),
    members_only("projects_archive:export_list"),
    Address(
        "projects_archive:export_delete",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, "requester": 302},
        arguments=the_requesters_file,
        method="post",
    ),
    everyone("projects_archive:catalogue", arguments=lambda cast: {"serialisation": "ttl"}),
    everyone("projects_archive_site:project_feed", arguments=lambda cast: {"language": "pl"}),
    everyone("projects_archive:publiccode", arguments=software),
    Address("projects_archive:code", NOT_THERE, OF_THE_OFFICE, own_project),
    Address("projects_archive:code_file", NOT_THERE, OF_THE_OFFICE, own_code),
    staff("code_sources"),
    verb("code_take", arguments=own_code),
    verb("code_leave", arguments=own_code),
    verb("source_forget", arguments=own_project),
    everyone("projects_archive_site:sitemap"),
    everyone("projects_archive_site:sitemap_part", arguments=lambda cast: {"part": 0}),
    everyone("projects_archive:project_map"),
    everyone("projects_archive:map_csv"),
    everyone("projects_archive:statistics"),
    everyone("projects_archive:statistics_csv", arguments=lambda cast: {"group": "topic"}),
    members_only("projects_archive:office_projects"),
    members_only("projects_archive:before_you_buy"),
    Address("projects_archive:office_project", NOT_THERE, OWN_ALONE, own_project),
    Address("projects_archive:office_describe", NOT_THERE, OWN_ALONE, own_project),
    Address("projects_archive:submission", NOT_THERE, OF_THE_OFFICE, sent),
    staff("submission_list"),
    verb("office_keep", arguments=own_project),
    verb("line_state", arguments=unsure_line),
    verb("submission_publish", arguments=sent),
    verb("submission_return", arguments=sent),
    verb("submission_take_back", arguments=sent),
    verb("record_send", arguments=own_project),
    verb("record_withdraw", arguments=own_project),
    everyone("projects_archive:document_search"),
    everyone("projects_archive:document", arguments=released),
    Address("projects_archive:document_add", NOT_THERE, OF_THE_OFFICE, own_project),
    Address("projects_archive:version_add", NOT_THERE, OF_THE_OFFICE, own_document),
    staff("document_review"),
    verb("version_release", arguments=waiting),
    verb("version_refuse", arguments=waiting),
    verb("version_withdraw", arguments=waiting),
    staff("import_list"),
    staff("import_report", arguments=run),
    staff("import_refused", arguments=run),
    staff("review"),
    verb("line_judge", arguments=unsure_line),
    verb("line_withdraw", arguments=unsure_line),
    verb("project_describe", arguments=hidden_project),
]
