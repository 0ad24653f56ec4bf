"""Who uses what others have built, and the enquiry to its owner."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from foundation.mailing.models import Notification, OutgoingMail
from projects_archive.actions import enquiries
from projects_archive.actions.enquiries import (
    answer_enquiry,
    ask_owner,
    remind_of_enquiries,
)
from projects_archive.actions.reuse import decide_use
from projects_archive.models import Enquiry, Project, Reuse
from projects_archive.reuse import answering
from tests.cast import Cast
from tests.counting import queries_of
from tests.projects_archive.factories import make_project
from tests.projects_archive.reuse.factories import make_enquiry, make_owner, make_reuse

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def owner(cast: Cast):
    return make_owner(cast)


@pytest.fixture
def project(cast: Cast) -> Project:
    return make_project(organisation=cast.other_office)


def test_a_use_is_public_once_the_owner_has_confirmed_it(
    client: Client, cast: Cast, owner, project: Project
) -> None:
    """Seen failing with all uses of a project shown: the one that waits stood there too."""
    reuse = make_reuse(cast, project, cost=Decimal("4200.50"))
    before = client.get(project.get_absolute_url())
    assert list(before.context["reuses"]) == []
    assert list(client.get("/pl/projects/?with=reused").context["projects"]) == []

    decide_use(reuse, by=owner, is_right=True)

    after = client.get(project.get_absolute_url())
    assert list(after.context["reuses"]) == [reuse]
    assert "4\xa0200,50" in after.content.decode()
    assert list(client.get("/pl/projects/?with=reused").context["projects"]) == [project]


def test_who_may_say_and_who_may_confirm(cast: Cast, owner, project: Project) -> None:
    for person in (cast.requester, cast.stranger, cast.agent):
        with pytest.raises(PermissionDenied):
            make_reuse(cast, project, by=person)
    reuse = make_reuse(cast, project)
    for person in (cast.coordinator, cast.requester, cast.agent):
        with pytest.raises(PermissionDenied):
            decide_use(reuse, by=person, is_right=True)

    assert decide_use(reuse, by=cast.editor, is_right=False).state == "refused"
    with pytest.raises(ValidationError):
        decide_use(reuse, by=owner, is_right=True)


def test_what_is_said_anew_waits_anew(cast: Cast, owner, project: Project) -> None:
    decide_use(make_reuse(cast, project), by=owner, is_right=True)

    make_reuse(cast, project, since=date(2026, 1, 1))

    assert [(one.state, one.since) for one in Reuse.objects.all()] == [
        ("waiting", date(2026, 1, 1))
    ]
    project.refresh_from_db()
    assert not project.is_reused


def test_an_office_does_not_use_its_own_project_nor_from_tomorrow_on(
    cast: Cast, project: Project
) -> None:
    own = make_project(organisation=cast.office)
    with pytest.raises(ValidationError):
        make_reuse(cast, own)
    with pytest.raises(ValidationError):
        make_reuse(cast, project, since=date(2026, 5, 5), at=AT)


def test_an_enquiry_is_asked_and_answered_by_mail_and_counted_in_public(
    client: Client, cast: Cast, owner, project: Project
) -> None:
    enquiry = make_enquiry(cast, project, at=AT)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.recipient) == ("project_enquiry", owner.email)
    assert "Ile kosztuje?" in mail.body_text
    assert enquiry.due_on == date(2026, 5, 18)

    answer_enquiry(enquiry, by=owner, answer="Nic.", at=AT + timedelta(days=3))

    mails = OutgoingMail.objects.order_by("pk")
    assert [(one.kind, one.recipient) for one in mails] == [
        ("project_enquiry", owner.email),
        ("project_answer", cast.requester.email),
    ]
    page = client.get(project.get_absolute_url())
    assert page.context["answering"].__dict__ == {"asked": 1, "answered": 1, "median_days": 3}
    assert "Ile kosztuje?" not in page.content.decode()


def test_the_median_counts_what_was_answered(cast: Cast, owner) -> None:
    for days in (1, 2, 9, None):
        enquiry = make_enquiry(cast, make_project(organisation=cast.other_office), at=AT)
        if days:
            answer_enquiry(enquiry, by=owner, answer="Tak.", at=AT + timedelta(days=days))

    assert answering(Enquiry.objects.all()).__dict__ == {
        "asked": 4,
        "answered": 3,
        "median_days": 2,
    }


def test_an_office_asks_once_at_a_time_and_not_without_end(
    cast: Cast, owner, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without the count of the last day."""
    first = make_enquiry(cast, project)
    with pytest.raises(ValidationError):
        make_enquiry(cast, project, by=cast.colleague)
    answer_enquiry(first, by=owner, answer="Tak.")
    make_enquiry(cast, project, by=cast.colleague)

    monkeypatch.setattr(enquiries, "MOST_A_DAY", 2)
    with pytest.raises(ValidationError):
        make_enquiry(cast, make_project(organisation=cast.other_office))


def test_only_those_who_act_for_an_office_ask_and_only_its_owner_answers(
    cast: Cast, owner, project: Project
) -> None:
    with pytest.raises(PermissionDenied):
        ask_owner(project, by=cast.requester, organisation=cast.other_office, question="?")
    enquiry = make_enquiry(cast, project)
    for person in (cast.requester, cast.coordinator, cast.agent):
        with pytest.raises(PermissionDenied):
            answer_enquiry(enquiry, by=person, answer="Tak.")
    answer_enquiry(enquiry, by=owner, answer="Tak.")
    with pytest.raises(ValidationError):
        answer_enquiry(enquiry, by=owner, answer="Nie.")


def test_nobody_is_asked_where_nobody_could_answer(cast: Cast, project: Project) -> None:
    with pytest.raises(ValidationError):
        make_enquiry(cast, project)
    with pytest.raises(ValidationError):
        make_enquiry(cast, make_project())

    assert not Enquiry.objects.exists()


def test_the_owner_is_reminded_once_before_the_answer_is_due(
    cast: Cast, owner, project: Project
) -> None:
    """Seen failing without the mark: every day brought a mail."""
    enquiry = make_enquiry(cast, project, at=AT)
    remind_of_enquiries(at=AT + timedelta(days=10))
    assert Notification.objects.filter(user=owner).count() == 1

    for days in (11, 12, 20):
        remind_of_enquiries(at=AT + timedelta(days=days))

    assert OutgoingMail.objects.filter(recipient=owner.email).count() == 2
    enquiry.refresh_from_db()
    assert enquiry.reminded_at == AT + timedelta(days=11)


def test_the_form_asks_in_the_name_of_the_acting_office(
    client: Client, cast: Cast, owner, project: Project
) -> None:
    client.force_login(cast.requester)
    address = f"/pl/projects/{project.pk}/ask/"

    empty = client.post(address, {"question": " "})
    answer = client.post(address, {"question": "Ile kosztuje?"}, follow=True)

    assert empty.status_code == 422
    enquiry = Enquiry.objects.get()
    assert (enquiry.organisation, enquiry.asked_by) == (cast.office, cast.requester)
    assert answer.redirect_chain == [(enquiry.get_absolute_url(), 302)]
    client.force_login(owner)
    client.post(enquiry.get_absolute_url(), {"answer": "Dwa tysiące rocznie."})
    enquiry.refresh_from_db()
    assert enquiry.answer == "Dwa tysiące rocznie."


def test_the_owner_finds_what_waits_beside_the_project(
    client: Client, cast: Cast, owner, project: Project
) -> None:
    reuse, enquiry = make_reuse(cast, project), make_enquiry(cast, project)
    client.force_login(owner)

    page = client.get(f"/pl/projects/office/{project.pk}/")
    assert list(page.context["reuses_to_confirm"]) == [reuse]
    assert list(page.context["open_enquiries"]) == [enquiry]
    client.post(f"/pl/projects/uses/{reuse.pk}/decide/", {"verdict": "right", "next": "office"})

    reuse.refresh_from_db()
    assert reuse.state == "confirmed"


def test_the_list_of_enquiries_costs_the_same_for_one_and_for_many(
    client: Client, cast: Cast, owner, project: Project
) -> None:
    make_enquiry(cast, project)
    client.force_login(cast.requester)
    one = queries_of(client, "/pl/projects/enquiries/")
    for _ in range(4):
        make_enquiry(cast, make_project(organisation=cast.other_office))

    assert queries_of(client, "/pl/projects/enquiries/") == one
    assert one <= 12
