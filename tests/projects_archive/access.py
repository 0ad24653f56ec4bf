"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import NO_GET, NOT_THERE, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.projects_archive.factories import make_line, make_project, make_run

LOOK_AFTER_IT = ("editor", "reviewer", "administrator")


def public_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_project().pk}


def hidden_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_line(verdict="not_digital", with_project=True).project_id}


def run(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_run().pk}


def unsure_line(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_line(verdict="unsure").pk}


def staff(name: str, **fields) -> Address:
    """For those who look after the archive; a page of its own for nobody else."""
    statuses = {"anonymous": TO_SIGN_IN, **dict.fromkeys(LOOK_AFTER_IT, 200)}
    return Address(f"projects_archive:{name}", NOT_THERE, statuses, **fields)


def verb(name: str, **fields) -> Address:
    return Address(f"projects_archive:{name}", NO_GET, **fields)


ADDRESSES: list[Address] = [
    everyone("projects_archive:project_list"),
    everyone("projects_archive:project_detail", arguments=public_project),
    everyone("projects_archive:project_export"),
    staff("import_list"),
    staff("import_report", arguments=run),
    staff("import_refused", arguments=run),
    staff("review"),
    verb("line_judge", arguments=unsure_line),
    verb("line_withdraw", arguments=unsure_line),
    verb("project_describe", arguments=hidden_project),
]
