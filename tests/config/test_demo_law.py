"""What the demo shows of law and of importing: made once, and honest about what is invented."""

from datetime import date

from config.demo_content.changing_law import write_changing_law
from config.demo_content.imported import write_imported
from knowledge.models import DutyRule, GuidancePage, LegalAct, ReviewTask, Standard, Topic
from tests.knowledge.factories import make_editor, make_index


def test_a_checked_duty_and_a_review_of_the_page_that_rests_on_it(db: None) -> None:
    make_index()
    Topic.objects.create(slug="bezpieczenstwo", name_pl="Bezpieczeństwo")
    by = make_editor()

    for _time in range(2):
        write_changing_law(by=by)

    act = LegalAct.objects.get()
    assert "wymyślony" in act.title
    assert [rule.period.valid_to for rule in DutyRule.objects.checked()] == [date(2026, 12, 31)]
    assert ReviewTask.objects.get().page_id == GuidancePage.objects.get().pk


def test_an_imported_standard_is_a_draft(db: None) -> None:
    by = make_editor()

    for _time in range(2):
        write_imported(by=by)

    version = Standard.objects.get().versions.get()
    assert (str(version), version.state) == ("Uprawnienia w systemach urzędu 0.1", "draft")
    texts = version.texts.order_by("position").values_list("code", "level")
    assert list(texts) == [("US-1", "must"), ("US-2", "should"), ("US-3", "must"), ("US-4", "may")]
    assert version.texts.exclude(heads_pl="").count() == 1
