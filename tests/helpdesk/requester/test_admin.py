"""Supervisors set up categories and their questions in the Wagtail admin."""

import pytest
from django.test import Client

from helpdesk.models import Category
from tests.cast import Cast
from tests.helpdesk.factories import make_queue

NEW = "/cms/categories/new/"
CHOICE = {
    "label_pl": "Powód",
    "key": "powod",
    "kind": "choice",
    "choices": "kontrola\nżądanie | demand",
}


def posted(*fields: dict[str, object], **more) -> dict[str, object]:
    """The form as the admin sends it, with its inline questions."""
    data = {
        "kind": "question", "name_pl": "Dostępność", "queue": make_queue().pk, "impact": "office",
        "urgency": "soon", "position": 0, "is_active": "on", "fields-TOTAL_FORMS": len(fields),
        "fields-INITIAL_FORMS": 0, "fields-MIN_NUM_FORMS": 0, "fields-MAX_NUM_FORMS": 1000, **more,
    }  # fmt: skip
    for place, field in enumerate(fields):
        values = {"kind": "text", "ORDER": place + 1, **field}
        data |= {f"fields-{place}-{name}": value for name, value in values.items()}
    return data


@pytest.fixture
def supervisor(cast: Cast, client: Client) -> Client:
    client.force_login(cast.supervisor)
    return client


def test_a_category_with_its_questions(supervisor: Client) -> None:
    page = supervisor.get(NEW).content.decode()
    assert "wiele urzędów albo mieszkańców" in page
    when = {"label_pl": "Kiedy?", "key": "kiedy", "kind": "date"}
    when |= {"shown_when": "powod", "shown_for": "żądanie", "is_required": "on"}

    supervisor.post(NEW, posted(CHOICE, when))

    category = Category.objects.get()
    fields = category.fields.all()
    assert [(f.key, f.kind, f.shown_for, f.is_required) for f in fields] == [
        ("powod", "choice", "", False),
        ("kiedy", "date", "żądanie", True),
    ]
    assert fields[0].options == [("kontrola", "kontrola"), ("żądanie", "żądanie")]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([{**CHOICE, "choices": "jedna"}], "co najmniej dwie odpowiedzi"),
        ([CHOICE, {**CHOICE}], "zduplikowan"),
        (
            [{"label_pl": "x", "key": "x", "shown_when": "powod", "shown_for": "żądanie"}, CHOICE],
            "nie ma pytania z wyborem",
        ),
        (
            [CHOICE, {"label_pl": "x", "key": "x", "shown_when": "powod", "shown_for": "inne"}],
            "żadna z odpowiedzi",
        ),
        ([CHOICE, {"label_pl": "x", "key": "x", "shown_when": "powod"}], "Warunek wymaga"),
    ],
)
def test_questions_that_cannot_work_are_refused(
    supervisor: Client, fields: list[dict], message: str
) -> None:
    page = supervisor.post(NEW, posted(*fields)).content.decode()

    assert Category.objects.count() == 0
    assert message in page


@pytest.mark.parametrize("role", ["agent", "editor", "requester"])
def test_for_supervisors_only(cast: Cast, client: Client, role: str) -> None:
    client.force_login(cast.person(role))

    client.post(NEW, posted(CHOICE))

    assert Category.objects.count() == 0
