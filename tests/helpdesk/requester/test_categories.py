"""What a category decides and asks: queue, priority, questions, conditions; checked on the server."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from helpdesk import answers
from helpdesk.models import MATRIX, Answer, Category, CategoryField, Impact, Ticket, Urgency
from knowledge.models import Requirement, System
from tests.cast import Cast
from tests.helpdesk.factories import make_queue, make_system
from tests.helpdesk.requester.factories import ask, choice, make_category
from tests.knowledge.factories import make_standard

NEW = "/pl/helpdesk/new/"


def test_the_matrix_names_a_priority_for_every_pair() -> None:
    assert set(MATRIX) == {(impact, urgency) for impact in Impact for urgency in Urgency}


def test_a_category_decides_queue_and_priority(cast: Cast) -> None:
    queue = make_queue(cast.agent)
    category = make_category(queue=queue, impact=Impact.OFFICES, urgency=Urgency.NOW)

    ticket = ask(cast.requester, cast.office, category=category)

    assert (ticket.queue, ticket.priority, ticket.category) == (queue, "urgent", category)


@pytest.mark.fault("B1")
@pytest.mark.parametrize("change", [{"is_active": False}, {"kind": "fault"}, {"queue": None}])
def test_a_category_that_is_not_offered_is_refused(cast: Cast, change: dict) -> None:
    """Seen failing with `_describe` taking any category it is given."""
    category = make_category(
        queue=make_queue(), **{k: v for k, v in change.items() if v is not None}
    )
    if change.get("queue", "") is None:
        category.queue.is_active = False
        category.queue.save()

    with pytest.raises(PermissionDenied):
        ask(cast.requester, cast.office, category=category)


def test_answers_are_rows_under_the_words_of_their_time(cast: Cast) -> None:
    system = make_system(name="ePUAP")
    category = make_category(
        {"key": "opis", "kind": "text"},
        choice("stan", "działa | works", "nie działa | broken"),
        {"key": "dzien", "kind": "date"},
        {"key": "ile", "kind": "number"},
        {"key": "urzad", "kind": "office"},
        {"key": "system", "kind": "system"},
    )
    given = {
        "opis": "  Od\trana ", "stan": "nie działa", "dzien": "2026-11-28", "ile": "1 250,50",
        "urzad": str(cast.office.pk), "system": str(system.pk),
    }  # fmt: skip

    ticket = ask(cast.requester, cast.office, category=category, answers=given)
    CategoryField.objects.filter(key="opis").update(label_pl="Nowe pytanie")
    CategoryField.objects.filter(key="stan").delete()

    assert [(a.label, a.value) for a in ticket.answers.all()] == [
        ("Pole opis", "Od rana"),
        ("Pole stan", "nie działa"),
        ("Pole dzien", "2026-11-28"),
        ("Pole ile", "1250.5"),
        ("Pole urzad", "Gmina Dobra"),
        ("Pole system", "ePUAP"),
    ]
    assert [a.shown for a in ticket.answers.all()][2:4] == ["28 listopada 2026", "1250,5"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (choice("x", "tak", "nie"), "może"),
        ({"key": "x", "kind": "date"}, "28.11.2026"),
        ({"key": "x", "kind": "date"}, "0001-01-01"),
        ({"key": "x", "kind": "number"}, "dużo"),
        ({"key": "x", "kind": "number"}, "Infinity"),
        ({"key": "x", "kind": "number"}, "1" * 40),
        ({"key": "x", "kind": "text"}, "a" * 501),
        ({"key": "x", "kind": "text", "is_required": True}, " \n\x00"),
    ],
)
def test_wrong_answers_are_refused_where_they_stand(cast: Cast, field: dict, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(cast.requester, cast.office, category=make_category(field), answers={"x": value})

    assert list(refused.value.message_dict) == ["answer_x"]
    assert Ticket.objects.count() == 0


@pytest.mark.fault("B1")
@pytest.mark.parametrize("kind", ["office", "system", "requirement"])
def test_an_answer_names_nothing_foreign(cast: Cast, kind: str) -> None:
    """Seen failing with `_named` looking the key up among all rows instead of those offered."""
    foreign = {
        "office": cast.other_office.pk,
        "system": make_system(state=System.State.RETIRED).pk,
        "requirement": Requirement.objects.create(standard=make_standard(), key="szkic").pk,
    }
    category = make_category({"key": "x", "kind": kind})

    with pytest.raises(ValidationError):
        ask(cast.requester, cast.office, category=category, answers={"x": str(foreign[kind])})


def dependent() -> Category:
    return make_category(
        choice("powod", "kontrola", "żądanie", is_required=True),
        {"key": "dnia", "kind": "date", "is_required": True, "shown_when": "powod", "shown_for": "żądanie"},
        choice("kto", "osoba", "firma", shown_when="powod", shown_for="żądanie"),
        {"key": "nip", "is_required": True, "shown_when": "kto", "shown_for": "firma"},
    )  # fmt: skip


def test_a_hidden_field_is_never_missing_and_its_answer_is_dropped(cast: Cast) -> None:
    given = {"powod": "kontrola", "dnia": "2026-11-28", "kto": "firma", "nip": "5260250274"}

    ticket = ask(cast.requester, cast.office, category=dependent(), answers=given)

    assert [answer.value for answer in ticket.answers.all()] == ["kontrola"]


def test_a_shown_field_must_be_answered_and_its_answer_arrives(cast: Cast) -> None:
    category = dependent()
    given = {"powod": "żądanie", "kto": "firma", "nip": "5260250274"}
    with pytest.raises(ValidationError) as refused:
        answers.read(category, given, by=cast.requester)
    assert list(refused.value.message_dict) == ["answer_dnia"]

    ticket = ask(
        cast.requester, cast.office, category=category, answers=given | {"dnia": "2026-11-01"}
    )

    assert [a.value for a in ticket.answers.all()] == [
        "żądanie",
        "2026-11-01",
        "firma",
        "5260250274",
    ]


def test_without_scripts_the_questions_come_as_a_second_step(cast: Cast, client: Client) -> None:
    category = dependent()
    client.force_login(cast.requester)
    data = {
        "kind": "question", "body": "Wpłynęło żądanie.", "organisation": cast.office.pk,
        "category": category.pk,
    }  # fmt: skip

    page = client.post(NEW, data).content.decode()

    assert Ticket.objects.count() == 0
    assert "Wpłynęło żądanie.</textarea>" in page
    assert "error-summary" not in page
    assert f'name="fields_of" value="{category.pk}"' in page
    assert "Tylko gdy na pytanie „Pole powod” odpowiedź brzmi „żądanie”." in page
    refused = client.post(NEW, data | {"fields_of": category.pk, "answer_powod": "żądanie"})
    assert 'id="id_answer_dnia_error"' in refused.content.decode()
    client.post(NEW, data | {"fields_of": category.pk, "answer_powod": "kontrola"})
    assert [answer.value for answer in Answer.objects.all()] == ["kontrola"]


def test_the_system_that_a_category_asks_for_is_the_tickets_own(cast: Cast, client: Client) -> None:
    system = make_system()
    category = make_category({"key": "system", "kind": "system", "is_required": True})
    client.force_login(cast.requester)
    fresh = client.get(f"{NEW}?category={category.pk}").content.decode()
    assert 'name="system"' not in fresh
    assert 'name="answer_system"' in fresh

    client.post(
        NEW,
        {
            "kind": "question", "body": "x y", "organisation": cast.office.pk,
            "category": category.pk, "fields_of": category.pk, "answer_system": system.pk,
        },
    )  # fmt: skip

    assert Ticket.objects.get().system == system


@pytest.mark.fault("C3")
def test_what_supervisors_write_is_text(cast: Cast, client: Client) -> None:
    """Seen failing with `_hint` returning the hint as it is: the field template does not escape it."""
    bad = "<script>alert(1)</script>"
    category = make_category(
        choice("a", bad, "nie", label_pl=bad, hint_pl=bad),
        {"key": "b", "label_pl": bad, "hint_pl": bad, "shown_when": "a", "shown_for": bad},
        hint_pl=bad,
    )
    client.force_login(cast.requester)

    assert bad not in client.get(f"{NEW}?category={category.pk}").content.decode()


def test_answers_are_read_by_those_who_read_the_ticket(cast: Cast) -> None:
    category = make_category({"key": "opis", "kind": "text"}, queue=make_queue(cast.agent))
    ask(cast.requester, cast.office, category=category, answers={"opis": "Sala 3"})

    readers = {role for role in Cast.ROLES if Answer.objects.visible_to(cast.person(role)).exists()}

    assert readers == {
        "requester", "coordinator", "delegate", "agent", "supervisor", "administrator",
    }  # fmt: skip
