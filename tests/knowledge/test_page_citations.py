"""What a published page cites is noted, so that a provision finds its pages by one query."""

from datetime import date

import pytest
from django.core.management import call_command

from knowledge.integrity import unnoted_citations
from knowledge.law.resting import pages_resting_on
from knowledge.models import GuidancePage, PageCitation, Provision, RequirementText
from tests.knowledge.factories import (
    make_guidance,
    make_period,
    make_requirement_data,
    make_version,
)

pytestmark = pytest.mark.django_db


def citing(*subjects: Provision | RequirementText) -> list[tuple[str, dict]]:
    return [
        ("provision", {"provision": one, "on": date(2026, 3, 1)})
        if isinstance(one, Provision)
        else ("requirement", {"requirement": one})
        for one in subjects
    ]


@pytest.fixture
def provision() -> Provision:
    return make_period().provision


def noted(page: GuidancePage) -> set[tuple[int | None, int | None]]:
    return set(PageCitation.objects.filter(page=page).values_list("provision", "text"))


def test_a_publication_notes_what_is_cited_now(provision: Provision) -> None:
    """Seen failing without `note_citations` in `note_publication`."""
    text = make_version().texts.get()
    page = make_guidance(body=citing(provision, text, provision))
    first = noted(page)

    page.body = citing(text)
    page.save_revision()
    unpublished = noted(page)
    page.get_latest_revision().publish()

    assert first == unpublished == {(provision.pk, None), (None, text.pk)}
    assert noted(page) == {(None, text.pk)}
    assert unnoted_citations() == []


def test_three_ways_lead_from_a_page_to_a_provision(
    provision: Provision, django_assert_num_queries
) -> None:
    """Seen failing with each of the three conditions taken out."""
    text = make_version(requirements=[make_requirement_data(provisions=[provision])]).texts.get()
    cites = make_guidance(body=citing(provision))
    index = cites.get_parent().specific
    cites_requirement = make_guidance(index, body=citing(text))
    belongs = make_guidance(index, requirements=[text.requirement])
    make_guidance(index)
    make_guidance(index, body=citing(provision), is_published=False)

    with django_assert_num_queries(1):
        found = set(pages_resting_on(provision))

    assert found == {cites, cites_requirement, belongs}


def test_what_was_not_noted_is_found_and_mended(provision: Provision) -> None:
    page = make_guidance(body=citing(provision))
    PageCitation.objects.all().delete()

    found = unnoted_citations()
    call_command("note_citations")

    assert found == [f"{page.pk} {page.title}"]
    assert noted(page) == {(provision.pk, None)}
    assert unnoted_citations() == []
