"""What waits to be published in knowledge; see `tests/unpublished/beside.py`."""

from django.urls import reverse
from django.utils import timezone

from knowledge.consultations.actions.answering import hide_comment
from knowledge.consultations.actions.opening import conclude, prepare_final_version
from knowledge.models import (
    GlossaryTerm,
    GuidanceIndexPage,
    HubPage,
    InformationPage,
    NewsIndexPage,
)
from knowledge.opinions.actions import give_opinion
from tests.knowledge.consultations.factories import (
    DAY,
    make_association_comment,
    make_comment,
    make_consultation,
    make_past,
)
from tests.knowledge.datasets.factories import make_data_set
from tests.knowledge.factories import (
    make_guidance,
    make_requirement_data,
    make_standard,
    make_version,
)
from tests.knowledge.newsroom.factories import make_event, make_news, make_news_index
from tests.knowledge.postulates.factories import Asked, make_postulate
from tests.knowledge.solutions.factories import make_call, make_solution
from tests.unpublished.beside import (
    Around,
    Hidden,
    Say,
    compared_pages,
    draft_page,
    in_admin,
    keys_of,
    version_keys,
    version_pages,
)

WORDS = (
    "chapter", "title", "text", "how_to_check", "evidence", "heads", "it", "staff", "background",
)  # fmt: skip


def written(say: Say, name: str, **fields):
    """A requirement whose every text in Polish is a word of its own."""
    words = {f"{one}_pl": say(name + one.replace("_", "")) for one in WORDS}
    return make_requirement_data(code=say.alone(f"{name}code"), **words | fields)


def guidance(say: Say, around: Around) -> Hidden:
    page = make_guidance(
        around.index,
        title=say("title"),
        answer=say("answer"),
        body=[("text", f"<p>{say('body')}</p>")],
        requirements=[around.text.requirement],
        systems=[around.system],
        is_published=False,
        fields={"slug": say.alone("slug"), "is_for_heads": True, "is_for_it": True},
    )
    return draft_page(page, around.writer)


def guidance_changes(say: Say, around: Around) -> Hidden:
    """A public page whose next words wait."""
    page = make_guidance(around.index, systems=[around.system])
    page.title, page.answer = say("title"), say("answer")
    page.save_revision()
    return draft_page(page, around.writer)


def information(say: Say, around: Around) -> Hidden:
    return _under_home(InformationPage(title=say("title")), say, around)


def hub(say: Say, around: Around) -> Hidden:
    return _under_home(HubPage(title=say("title"), audience="it"), say, around)


def list_of_guidance(say: Say, around: Around) -> Hidden:
    return _under_home(GuidanceIndexPage(title=say("title")), say, around)


def list_of_news(say: Say, around: Around) -> Hidden:
    return _under_home(NewsIndexPage(title=say("title")), say, around)


def news(say: Say, around: Around) -> Hidden:
    words = {"title": say("title"), "lead": say("lead"), "slug": say.alone("slug")}
    body = [("text", f"<p>{say('body')}</p>")]
    page = make_news(make_news_index(), is_published=False, body=body, **words)
    return draft_page(page, around.writer)


def event(say: Say, around: Around) -> Hidden:
    day = timezone.localdate()
    page = make_event(
        make_news_index(),
        is_published=False,
        title=say("title"),
        lead=say("lead"),
        slug=say.alone("slug"),
        place=say("place"),
        agenda=[(None, say("point"), say("speaker"))],
        materials=[(say("material"), "https://example.org/a")],
        conclusions=[(say("agreed"), say("owner"), day, None)],
    )
    return draft_page(page, around.writer)


def _under_home(page, say: Say, around: Around) -> Hidden:
    page.slug, page.live = say.alone("slug"), False
    around.index.get_parent().add_child(instance=page)
    page.save_revision()
    return draft_page(page, around.writer)


def standard(say: Say, around: Around) -> Hidden:
    """One that has nothing but a draft."""
    made = make_standard(
        slug=say.alone("slug"),
        name_pl=say("name"),
        name_en=say("english"),
        summary_pl=say("summary"),
    )
    data = written(say, "one", provisions=[around.provision], systems=[around.system])
    note = {"change_note_pl": say("note")}
    version = make_version(made, requirements=[data], in_force_from=None, **note)
    pages = [(around.writer, made.get_absolute_url()), *version_pages(version, around.writer)]
    english = made.get_absolute_url().replace("/pl/", "/en/", 1)
    return Hidden(version_keys(version), [*pages, (around.writer, english)])


def next_version(say: Say, around: Around) -> Hidden:
    """Of a standard that is in force: one requirement says something else, one is new."""
    old = around.text
    ties = {"provisions": [around.provision], "systems": [around.system]}
    changed = written(say, "old", key=old.requirement.key, change_note_pl=say("reason"), **ties)
    number, note = say.alone("number"), say("note")
    version = make_version(
        around.version.standard,
        number=number,
        requirements=[changed, written(say, "new")],
        in_force_from=None,
        change_note_pl=note,
    )
    return Hidden(version_keys(version), compared_pages(version, around.writer))


def data_set(say: Say, around: Around) -> Hidden:
    described = {
        "name": say.alone("field"),
        "title_pl": say("title"),
        "description_pl": say("description"),
        "kind": "code",
        "codes": f"{say.alone('code')}; {say('meaning')}",
        "examples": say.alone("code"),
    }
    version = make_data_set([described], is_published=False, name_pl=say("name"))
    return Hidden(version_keys(version), version_pages(version, around.writer))


def planned_consultation(say: Say, around: Around) -> Hidden:
    version = make_version(requirements=[written(say, "one")], in_force_from=None)
    now = timezone.now()
    planned = make_consultation(
        version,
        opens_at=now + DAY,
        about={"about_pl": say("about")},
        formal={"formal_name": say("formal")},
    )
    pages = [(around.writer, planned.get_absolute_url()), *version_pages(version, around.writer)]
    return Hidden([*version_keys(version), keys_of(planned)], pages)


def final_version(say: Say, around: Around) -> Hidden:
    """What a consultation led to, before it is published."""
    consultation = make_past(make_consultation())
    conclude(consultation, by=around.writer)
    number = say.alone("number")
    version = prepare_final_version(consultation, by=around.writer, number=number)
    text = version.texts.first()
    text.text_pl, text.change_note_pl = say("text"), say("reason")
    text.save()
    keys = [*version_keys(version), *version_keys(consultation.version)]
    return Hidden(keys, compared_pages(version, around.writer))


def comments(say: Say, around: Around) -> Hidden:
    """One that waits in its office, one of an association, and one that was hidden."""
    consultation, office = make_consultation(), {"organisation": around.office}
    code = consultation.version.texts.first()
    waits = make_comment(
        consultation,
        by=around.member,
        body=say("waits"),
        proposed_wording=say("proposed"),
        **office,
    )
    association = make_association_comment(consultation, association=say("association"))
    body = say("hidden")
    seen = make_comment(consultation, by=around.owner, body=body, **office)
    hide_comment(seen, by=around.writer, reason="Dane osobowe")
    slug, number = consultation.address
    here = {"app": "knowledge", "slug": slug, "number": number}
    made = (waits, association, seen)
    keys = [keys_of(one) | here | {"comment": one.number or 0} for one in made]
    desk = reverse("knowledge:consultation_desk")
    return Hidden(
        [*keys, {**here, "code": code.code}],
        [(around.owner, reverse("knowledge:office_comments")), (around.writer, desk)],
    )


def postulate(say: Say, around: Around) -> Hidden:
    asked = Asked("system", say("title"), say("body"), around.system)
    made = make_postulate(around.office, by=around.member, asked=asked)
    return Hidden([keys_of(made)], [(around.owner, made.get_absolute_url())])


def solution(say: Say, around: Around) -> Hidden:
    names = ("title", "summary", "for_whom", "conditions", "cost", "joining")
    words = {f"{one}_pl": say(one.replace("_", "")) for one in names}
    slug = say.alone("slug")
    made = make_solution(slug=slug, system=around.system, is_published=False, **words)
    return Hidden([keys_of(made)], [(around.writer, made.get_absolute_url())])


def call_for_funding(say: Say, around: Around) -> Hidden:
    names = ("title_pl", "programme", "announced_by", "summary_pl", "who_pl", "share_pl")
    words = {one: say(one.replace("_", "")) for one in names}
    solutions = [make_solution(system=around.system)]
    made = make_call(is_published=False, solutions=solutions, **words)
    return Hidden([keys_of(made)], [(around.writer, made.get_absolute_url())])


def term(say: Say, around: Around) -> Hidden:
    words = {
        "name_pl": say("name"),
        "abbreviation": say.alone("abbr"),
        "definition_pl": say("means"),
    }
    slug = say.alone("slug")
    made = GlossaryTerm.objects.create(live=False, slug=slug, provision=around.provision, **words)
    make_guidance(around.index, body=[("text", f"<p>{words['abbreviation'][:4]} i inne</p>")])
    return Hidden([keys_of(made)], [in_admin(made, around.writer)])


def term_changes(say: Say, around: Around) -> Hidden:
    made = GlossaryTerm.objects.create(slug="kopia", name_pl="Kopia", definition_pl="Drugi raz.")
    made.definition_pl = say("means")
    made.save_revision()
    return Hidden([keys_of(made)], [in_admin(made, around.writer)])


def opinion(say: Say, around: Around) -> Hidden:
    made = give_opinion(make_guidance(around.index), is_helpful=False, words=say("words"))
    return Hidden([keys_of(made)], [(around.writer, reverse("knowledge:opinions"))])


MAKERS = (
    guidance, guidance_changes, information, hub, list_of_guidance, list_of_news, news, event,
    standard, next_version, data_set, planned_consultation, final_version, comments, postulate,
    solution, call_for_funding, term, term_changes, opinion,
)  # fmt: skip
