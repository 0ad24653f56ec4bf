"""The duty of KRI 2012 § 20, in KRI 2024 § 19 since 23 May 2024: from the change to the last reader."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from knowledge.actions.law import add_period, continue_provision
from knowledge.actions.reviews import finish_review
from knowledge.models import Change, Provision, ReviewTask
from tests.counting import queries_of
from tests.knowledge.factories import (
    make_act,
    make_editor,
    make_guidance,
    make_index,
    make_period,
    make_provision,
    make_requirement_data,
    make_review,
    make_version,
)

MOVED_ON = date(2024, 5, 23)


def make_provisions() -> tuple[Provision, Provision]:
    old = make_provision(act=make_act(eli="DU/2012/526", short_name="KRI 2012"), unit="§ 20 ust. 2")
    new = make_provision(act=make_act(eli="DU/2024/773", short_name="KRI 2024"), unit="§ 19 ust. 2")
    make_period(old, gist="Dawna treść.", valid_from=date(2012, 5, 31))
    make_period(new, gist="Nowa treść.", valid_from=MOVED_ON)
    return old, new


def citing(provision: Provision) -> list[tuple[str, dict]]:
    return [("provision", {"provision": provision, "on": date(2020, 3, 1)})]


@pytest.mark.fault("I9")
def test_a_duty_that_moves_reaches_every_reader(client: Client, db: None) -> None:
    """Seen failing without `open_reviews` (no notice) and without `search_clarifications` (no question)."""
    old, new = make_provisions()
    text = make_version(
        requirements=[make_requirement_data(code="A", provisions=[old])]
    ).texts.get()
    tied = make_guidance(requirements=[text.requirement])
    cited = make_guidance(tied.get_parent().specific, body=citing(old))
    other = make_guidance(tied.get_parent().specific)
    ReviewTask.objects.all().delete()

    continue_provision(old, new=new, by=make_editor(), on=MOVED_ON)

    # the floors above hear of it, and everything that rests on it is to be read again
    told = Change.objects.filter(verb=Change.Verb.PROVISION_CHANGED)
    assert set(told.values_list("subject_id", flat=True)) == {old.pk, new.pk}
    subjects = {task.subject.pk for task in ReviewTask.objects.open()}
    assert subjects == {text.pk, tied.pk, cited.pk}
    # readers are told until an editor has read it
    for page in (text.get_absolute_url(), tied.url, cited.url):
        assert "Zmieniły się przepisy" in client.get(page).text
    assert "Zmieniły się przepisy" not in client.get(other.url).text
    for task in ReviewTask.objects.open():
        finish_review(task, by=make_editor(), note="Bez zmian.")
    assert "Zmieniły się przepisy" not in client.get(cited.url).text
    # the old citation stays true for its date
    assert "Dawna treść." in client.get(cited.url).text.replace("\xa0", " ")
    # search asks for the day
    answers = {
        on: client.get("/pl/search/", {"q": "KRI § 20", "on": on}).text.replace("\xa0", " ")
        for on in ("", "2020-03-01", "2025-03-01")
    }
    assert "O który dzień chodzi?" in answers[""]
    for name in ("KRI 2012 § 20 ust. 2", "KRI 2024 § 19 ust. 2", "do potwierdzenia"):
        assert name in answers[""]
    assert f"{old.get_absolute_url()}?on=2020-03-01" in answers["2020-03-01"]
    assert f"{new.get_absolute_url()}?on=2025-03-01" in answers["2025-03-01"]
    assert f"{old.get_absolute_url()}?on=2025-03-01" not in answers["2025-03-01"]


@pytest.mark.parametrize(
    ("asked", "is_asked"),
    [
        ("§ 20 KRI", True),
        ("kri par. 20", True),
        ("KRI 2012 §20 ust. 2", True),
        ("KRI 2024 § 20", False),
        ("KRI § 19", False),
        ("KPA § 20", False),
        ("KRI", False),
    ],
)
def test_search_asks_only_where_the_day_decides(
    client: Client, db: None, asked: str, is_asked: bool
) -> None:
    old, new = make_provisions()
    continue_provision(old, new=new, by=make_editor(), on=MOVED_ON)

    page = client.get("/pl/search/", {"q": asked, "on": "x\0"}).text

    assert ("O który dzień chodzi?" in page) is is_asked


def test_a_citation_shows_the_law_of_the_day_that_matters(client: Client, db: None) -> None:
    old, new = make_provisions()
    continue_provision(old, new=new, by=make_editor(), on=MOVED_ON)
    data = make_requirement_data(code="A", provisions=[old, new])
    first = make_version(requirements=[data], in_force_from=date(2020, 1, 1))
    second = make_version(
        first.standard, number="2.0", requirements=[data], in_force_from=date(2022, 1, 1)
    )

    replaced, current = (
        client.get(f"{version.get_absolute_url()}A/").text.replace("\xa0", " ")
        for version in (first, second)
    )

    assert "stan na 31 grudnia 2021" in replaced
    assert "Dawna treść." in replaced
    assert "Nowa treść." not in replaced
    assert "Nowa treść." in current
    assert "Dawna treść." not in current


def test_a_second_change_opens_no_second_task(db: None) -> None:
    task = make_review()

    add_period(
        task.provision, by=make_editor(), gist="Dawniej.", valid_from=date(2000, 1, 1),
        valid_to=date(2000, 12, 31),
    )  # fmt: skip

    assert list(ReviewTask.objects.all()) == [task]


def test_what_is_replaced_is_not_read_again(db: None) -> None:
    provision = make_provision()
    data = make_requirement_data(provisions=[provision])
    first = make_version(requirements=[data], in_force_from=date(2020, 1, 1))
    make_version(first.standard, number="2", requirements=[data], in_force_from=date(2021, 1, 1))

    make_period(provision)

    assert [task.text.version.number for task in ReviewTask.objects.all()] == ["2"]


def test_editors_see_what_waits_and_say_what_they_found(client: Client, db: None) -> None:
    task = make_review()
    make_index()
    overdue = make_guidance(fields={"reviewed_on": date(2020, 1, 1), "responsible": "Redakcja"})
    client.force_login(make_editor(Role.EDITOR))

    page = client.get(reverse("knowledge:reviews")).text
    client.post(reverse("knowledge:review_done", args=[task.pk]), {"note": "Nic\r\ndo zmiany"})

    assert str(task.text.title) in page
    assert overdue.title in page
    task.refresh_from_db()
    assert task.note == "Nic do zmiany"
    assert str(task.text.title) not in client.get(reverse("knowledge:reviews")).text


def test_editors_see_which_pages_lead_nowhere(client: Client, db: None) -> None:
    """Seen failing with cited requirements not counted, and with drafts in the lists."""
    text = make_version(requirements=[make_requirement_data()]).texts.get()
    cited = [("requirement", {"requirement": text})]
    for_nobody = make_guidance(fields={"is_for_it": False}, requirements=[text.requirement])
    linked = make_guidance(requirements=[text.requirement])
    citing, bare = make_guidance(body=cited), make_guidance()
    make_guidance(is_published=False, fields={"is_for_it": False})
    client.force_login(make_editor(Role.EDITOR))

    context = client.get(reverse("knowledge:reviews")).context

    assert list(context["for_nobody"]) == [for_nobody]
    assert list(context["without_requirement"]) == [bare]
    assert {linked, citing}.isdisjoint(context["without_requirement"])


def test_others_finish_no_review(db: None) -> None:
    task = make_review()

    with pytest.raises(PermissionDenied):
        finish_review(task, by=make_editor(Role.ORGANISER), note="")


def test_the_first_finding_stays(db: None) -> None:
    task = make_review()
    finish_review(task, by=make_editor(), note="Pierwsza.")

    assert finish_review(task, by=make_editor(), note="Druga.").note == "Pierwsza."


def test_the_list_of_reviews_costs_the_same_for_one_and_twenty(client: Client, db: None) -> None:
    client.force_login(make_editor())
    make_review()
    one = queries_of(client, reverse("knowledge:reviews"))
    for _ in range(19):
        make_review()

    assert queries_of(client, reverse("knowledge:reviews")) == one <= 12
