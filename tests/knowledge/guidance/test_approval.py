"""A draft goes to its readers by two steps, each taken by somebody else than who wrote it."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import TaskState

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from knowledge.actions.site import make_site_tree
from knowledge.models import ApprovalByAnother, GuidancePage
from tests.knowledge.factories import make_editor, make_guidance
from tests.knowledge.guidance.test_change_notes import form_of

pytestmark = pytest.mark.django_db
TITLE = "Poradnik do recenzji"


@pytest.fixture
def page() -> GuidancePage:
    return make_guidance(title=TITLE, is_published=False, by=make_editor(Role.EDITOR))


def send(client: Client, page: GuidancePage, *, by: User) -> None:
    """Write on and send it to approval, as the editor's button does."""
    client.force_login(by)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(address, form_of(page, answer="Nowe słowa.") | {"action-submit": "1"})


def decide(client: Client, page: GuidancePage, *, by: User, action: str = "approve") -> int:
    """What the buttons of the dashboard do; the state afterwards tells whether it counted."""
    client.force_login(by)
    state = page.current_workflow_task_state
    arguments = [page.pk, action, state.pk]
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=arguments), {"comment": "Brak źródła."}
    )
    page.refresh_from_db()
    return answer.status_code


def where(page: GuidancePage) -> str:
    task = GuidancePage.objects.get(pk=page.pk).current_workflow_task
    return task.name if task else ""


def waits_for(client: Client, person: User) -> bool:
    client.force_login(person)
    return any(TITLE in panel for panel in _waiting(client))


def _waiting(client: Client) -> list[str]:
    """The rows of „Awaiting your review” on the dashboard."""
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    context = WorkflowObjectsToModeratePanel().get_context_data(
        {"request": request, "csrf_token": ""}
    )
    return [str(row["obj"]) for row in context["states"]]


def _told(mails: list[EmailMessage]) -> list[str]:
    return [address for mail in mails for address in mail.recipients()]


def test_a_draft_goes_through_an_expert_and_a_reviewer(
    client: Client, page: GuidancePage, mailoutbox: list[EmailMessage]
) -> None:
    editor, expert, reviewer = map(make_editor, (Role.EDITOR, Role.EXPERT, Role.REVIEWER))
    send(client, page, by=editor)
    assert where(page) == "Recenzja ekspercka"
    assert waits_for(client, expert)
    assert expert.email in _told(mailoutbox)

    decide(client, page, by=expert)
    assert (where(page), page.live) == ("Akceptacja", False)
    assert not waits_for(client, expert)
    assert waits_for(client, reviewer)

    decide(client, page, by=reviewer)
    assert (where(page), page.live, page.answer) == ("", True, "Nowe słowa.")


def test_an_expert_reads_the_draft_and_sends_it_back_with_words(
    client: Client, page: GuidancePage, mailoutbox: list[EmailMessage]
) -> None:
    """The middleware that withholds drafts lets an expert to a page while it waits for them, and no longer.

    Seen failing where the words stood in the closed panel at the side alone.
    """
    editor, expert = make_editor(Role.EDITOR), make_editor(Role.EXPERT)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(expert)
    assert client.get(edit, follow=True).status_code == 404

    send(client, page, by=editor)
    client.force_login(expert)
    assert TITLE in client.get(edit).text
    decide(client, page, by=expert, action="reject")

    assert client.get(edit, follow=True).status_code == 404
    client.force_login(editor)
    assert f"{expert} prosi o zmiany: Brak źródła." in client.get(edit).text
    assert _told(mailoutbox)[-1] == editor.email


def test_an_expert_decides_in_the_editor_and_lands_where_they_may_be(
    client: Client, page: GuidancePage
) -> None:
    """The list of pages, to which Wagtail leads, is not theirs."""
    expert = make_editor(Role.EXPERT)
    send(client, page, by=make_editor(Role.EDITOR))
    client.force_login(expert)
    decision = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = client.post(address, form_of(page) | decision, follow=True)

    assert answer.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    assert where(page) == "Akceptacja"


@pytest.mark.parametrize("is_sender", [True, False])
def test_nobody_approves_their_own_words(
    client: Client, page: GuidancePage, is_sender: bool
) -> None:
    """Neither who sent a page nor who wrote of it, be it an administrator."""
    author = make_editor(Role.ADMINISTRATOR)
    User.objects.filter(pk=author.pk).update(is_superuser=True)
    if not is_sender:
        page.save_revision(user=author)
    send(client, page, by=author if is_sender else make_editor(Role.EDITOR))

    decide(client, page, by=author)

    assert where(page) == "Recenzja ekspercka"
    assert not waits_for(client, author)
    assert waits_for(client, make_editor(Role.ADMINISTRATOR))


def test_each_step_is_taken_by_another_person(client: Client, page: GuidancePage) -> None:
    reviewer = make_editor(Role.REVIEWER)
    send(client, page, by=make_editor(Role.EDITOR))
    decide(client, page, by=reviewer)
    decide(client, page, by=reviewer)

    assert where(page) == "Akceptacja"
    decide(client, page, by=make_editor(Role.REVIEWER))
    assert page.live


def test_what_somebody_wrote_before_the_last_publication_binds_nobody(client: Client) -> None:
    page = make_guidance(title=TITLE)
    earlier = page.latest_revision.user
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(make_editor(Role.EDITOR))
    client.post(edit, form_of(page, is_minor_edit="on") | {"action-submit": "1"})

    assert waits_for(client, earlier)


def test_the_list_asks_the_same_of_one_and_of_many(
    page: GuidancePage, django_assert_num_queries
) -> None:
    expert = make_editor(Role.EXPERT)
    page.get_workflow().start(page, make_editor(Role.EDITOR))
    other = make_guidance(is_published=False, by=make_editor(Role.EDITOR))
    other.get_workflow().start(other, make_editor(Role.EDITOR))
    task = ApprovalByAnother.objects.get(name="Recenzja ekspercka")
    task.get_task_states_user_can_moderate(expert)

    with django_assert_num_queries(1):
        assert len(task.get_task_states_user_can_moderate(expert)) == 2


def test_steps_that_administrators_changed_are_left_alone(page: GuidancePage) -> None:
    ApprovalByAnother.objects.filter(name="Akceptacja").update(name="Podpis")
    make_site_tree()

    assert set(ApprovalByAnother.objects.values_list("name", flat=True)) == {
        "Recenzja ekspercka",
        "Podpis",
    }
    assert not TaskState.objects.exists()
