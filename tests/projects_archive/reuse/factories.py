"""Uses and enquiries between the cast's two offices."""

from datetime import date

from projects_archive.actions.enquiries import ask_owner
from projects_archive.actions.reuse import say_use
from projects_archive.models import Enquiry, Project, Reuse
from tests.cast import Cast
from tests.factories import make_membership, make_user
from tests.projects_archive.factories import make_project


def make_owner(cast: Cast):
    """A coordinator of the other office, which owns what is asked about."""
    return make_membership(make_user(), cast.other_office, is_coordinator=True).user


def make_enquiry(cast: Cast, project: Project | None = None, **fields) -> Enquiry:
    if project is None:
        make_owner(cast)
        project = make_project(organisation=cast.other_office)
    asked = {"by": cast.requester, "organisation": cast.office, "question": "Ile kosztuje?"}
    return ask_owner(project, **asked | fields)


def make_reuse(cast: Cast, project: Project | None = None, **fields) -> Reuse:
    project = project or make_project(organisation=cast.other_office)
    said = {"by": cast.coordinator, "organisation": cast.office, "since": date(2025, 3, 1)}
    return say_use(project, **said | fields)
