"""Organisers work in the admin too, and meet nothing there that is not published."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from foundation.accounts.roles import Role
from knowledge.models import GlossaryTerm
from tests.cast import make_staff
from tests.knowledge.factories import (
    make_editor,
    make_guidance,
    make_index,
    make_requirement_data,
    make_version,
)
from tests.training.factories import make_course
from training.forms.courses import CourseForm
from training.models import Course

pytestmark = pytest.mark.django_db

ASKS: dict[str, Callable[[Page], str]] = {
    "chooser": lambda page: reverse("wagtailadmin_choose_page_child", args=[page.pk]),
    "chosen": lambda page: reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
    "move": lambda page: reverse("wagtailadmin_pages:move_confirm", args=[page.pk, page.pk]),
}


@pytest.fixture
def organiser(client: Client) -> Client:
    client.force_login(make_staff(Role.ORGANISER))
    return client


@pytest.mark.fault("I12")
@pytest.mark.parametrize("asked", ASKS)
def test_a_draft_asked_for_by_its_number_is_not_named(organiser: Client, asked: str) -> None:
    """Seen failing without the middleware: each of the three said the title."""
    draft = make_guidance(title="Tajnyszkic", is_published=False)

    assert organiser.get(ASKS[asked](draft), follow=True).status_code == 404
    organiser.force_login(make_editor())
    assert "Tajnyszkic" in organiser.get(ASKS[asked](draft)).text


def test_a_published_page_can_be_chosen(organiser: Client) -> None:
    index = make_index()
    make_guidance(index, title="Jawny poradnik")

    assert "Jawny poradnik" in organiser.get(ASKS["chooser"](index)).text


@pytest.mark.fault("I12")
def test_a_page_does_not_tell_the_title_it_will_have(organiser: Client) -> None:
    """Seen failing with all published pages offered: Wagtail's list names the newest title."""
    index = make_index()
    page = make_guidance(index, title="Jawny tytuł")
    page.title = "Tajnyszkic"
    page.save_revision()

    assert "Tajnyszkic" not in organiser.get(ASKS["chooser"](index)).text


@pytest.mark.fault("I12")
def test_requirements_of_drafts_are_not_offered(organiser: Client) -> None:
    """Seen failing with Wagtail's own chooser: it lists every text."""
    make_version(requirements=[make_requirement_data(title_pl="Jawne wymaganie")])
    data = make_requirement_data(title_pl="Tajnyszkic")
    draft = make_version(requirements=[data], in_force_from=None).texts.get()
    offered = reverse("requirement_text_chooser:choose")
    chosen = reverse("requirement_text_chooser:chosen", args=[draft.pk])

    assert "Jawne wymaganie" in organiser.get(offered).text
    assert "Tajnyszkic" not in organiser.get(offered).text
    assert "Tajnyszkic" not in organiser.get(chosen).text
    organiser.force_login(make_editor())
    assert "Tajnyszkic" in organiser.get(offered).text


@pytest.mark.fault("I12")
def test_who_writes_no_terms_is_offered_none(organiser: Client) -> None:
    """Seen failing without the middleware: the chooser of terms offered drafts."""
    GlossaryTerm.objects.create(slug="szkic", name_pl="Tajnyszkic", live=False)
    namespace = GlossaryTerm.snippet_viewset.get_chooser_admin_url_namespace()

    assert organiser.get(reverse(f"{namespace}:choose"), follow=True).status_code == 404


def test_a_course_keeps_what_its_organiser_cannot_see(db: None) -> None:
    """Seen failing with only the ticked requirements kept: saving the form dropped the other."""
    public = make_version().texts.get().requirement
    hidden = make_version(in_force_from=None).texts.get().requirement
    course = make_course()
    course.requirements.set([hidden])
    course.save()
    edit = Course.snippet_viewset.get_edit_handler().get_form_class()
    assert issubclass(edit, CourseForm)

    form = edit(instance=course, for_user=make_staff(Role.ORGANISER))
    offered = form.fields["requirements"].queryset
    form.cleaned_data = {"requirements": [public]}

    assert list(offered) == [public]
    assert set(form.clean_requirements()) == {public, hidden}
