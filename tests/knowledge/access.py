"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from knowledge.actions.previews import make_preview_link
from knowledge.site.previews import preview_address
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.factories import make_organisation
from tests.knowledge.assessment.access import ADDRESSES as ASSESSMENT_ADDRESSES
from tests.knowledge.checklists.access import ADDRESSES as CHECKLIST_ADDRESSES
from tests.knowledge.consultations.access import ADDRESSES as CONSULTATION_ADDRESSES
from tests.knowledge.datasets.access import ADDRESSES as DATA_SET_ADDRESSES
from tests.knowledge.duties.access import ADDRESSES as DUTY_ADDRESSES
from tests.knowledge.factories import (
    make_editor,
    make_guidance,
    make_index,
    make_period,
    make_requirement_data,
    make_review,
    make_system,
    make_version,
)
from tests.knowledge.guidance.access import ADDRESSES as GUIDANCE_ADDRESSES
from tests.knowledge.newsroom.access import ADDRESSES as NEWS_ADDRESSES
from tests.knowledge.postulates.access import ADDRESSES as POSTULATE_ADDRESSES
from tests.knowledge.solutions.access import ADDRESSES as SOLUTION_ADDRESSES


def a_system(cast: Cast) -> dict:
    return {"slug": make_system().slug}


def a_provision(cast: Cast) -> dict:
    return {"pk": make_period().provision.pk}


def an_act(cast: Cast) -> dict:
    return {"eli": make_period().provision.act.eli}


def a_version(cast: Cast) -> dict:
    version = make_version()
    return {"slug": version.standard.slug, "number": version.number}


def an_office(cast: Cast) -> dict:
    return {"pk": make_organisation().pk}


def a_standard(cast: Cast) -> dict:
    return {"slug": a_version(cast)["slug"]}


def a_draft(cast: Cast) -> dict:
    version = make_version(in_force_from=None)
    return {"slug": version.standard.slug, "number": version.number}


def a_requirement(cast: Cast) -> dict:
    version = make_version()
    code = version.texts.get().code
    return {"slug": version.standard.slug, "number": version.number, "code": code}


def a_briefed(cast: Cast) -> dict:
    version = make_version(requirements=[make_requirement_data(heads_pl="Decyzja.")])
    code = version.texts.get().code
    return {"slug": version.standard.slug, "number": version.number, "code": code}


def a_review(cast: Cast) -> dict:
    return {"pk": make_review().pk}


def a_preview(cast: Cast) -> dict:
    page = make_guidance(is_published=False)
    return {
        "token": preview_address(make_preview_link(page, by=make_editor()))
        .rstrip("/")
        .rpartition("/")[2]
    }


def the_tree(cast: Cast) -> dict:
    make_index()
    return {}


MEMBERS = ("requester", "colleague", "coordinator", "stranger", "delegate", "trainee")
WRITERS = ("editor", "reviewer", "administrator")
A_STATE = {"state": "degraded", "state_note_pl": "Opóźnienia", "state_note_en": ""}

ADDRESSES: list[Address] = [
    everyone("site:robots"),
    everyone("site:sitemap"),
    everyone("site:picture", 404, arguments=lambda cast: {"path": "brak.png"}),
    everyone("site:guidance_feed", arguments=lambda cast: {"language": "pl"}),
    everyone("knowledge:guidance_list", 302, arguments=the_tree),
    everyone("knowledge:accessibility", 302, arguments=the_tree),
    everyone("knowledge:office", arguments=an_office),
    everyone("knowledge:standard_list"),
    everyone("knowledge:standard", arguments=a_standard),
    everyone("knowledge:standard_comparison", arguments=a_standard),
    everyone("knowledge:standard_pdf", arguments=a_version),
    everyone("knowledge:standard_version", arguments=a_version),
    everyone("knowledge:briefing_list"),
    everyone("knowledge:costs"),
    everyone("knowledge:briefing", arguments=a_briefed),
    everyone("knowledge:requirement", arguments=a_requirement),
    everyone("knowledge:requirement_json", arguments=a_requirement),
    everyone("knowledge:requirement_jsonld", arguments=a_requirement),
    # A draft is not there for those who do not write; an editor sees it, only a reviewer may publish it.
    Address(
        "knowledge:standard_version_publish",
        NOT_THERE,
        {"editor": REFUSED, "reviewer": 302, "administrator": 302},
        arguments=a_draft,
        method="post",
        data={"in_force_from": "2027-01-01"},
    ),
    everyone("knowledge:page_preview", arguments=a_preview),
    everyone("knowledge:alphabet"),
    everyone("knowledge:changes"),
    everyone("knowledge:glossary"),
    everyone("knowledge:system_list"),
    everyone("knowledge:system", arguments=a_system),
    Address(
        "knowledge:system_state",
        REFUSED,
        dict.fromkeys(WRITERS, 302),
        arguments=a_system,
        method="post",
        data=A_STATE,
    ),
    Address(
        "knowledge:system_use",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(MEMBERS, 302)},
        arguments=a_system,
        method="post",
        data={"is_used": "1"},
    ),
    Address("knowledge:reviews", REFUSED, {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 200)}),
    Address(
        "knowledge:review_done",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 302)},
        arguments=a_review,
        method="post",
        data={"note": "Bez zmian."},
    ),
    everyone("knowledge:provision", arguments=a_provision),
    everyone("knowledge:legal_act", arguments=an_act),
    *ASSESSMENT_ADDRESSES,
    *CONSULTATION_ADDRESSES,
    *CHECKLIST_ADDRESSES,
    *DATA_SET_ADDRESSES,
    *DUTY_ADDRESSES,
    *GUIDANCE_ADDRESSES,
    *NEWS_ADDRESSES,
    *POSTULATE_ADDRESSES,
    *SOLUTION_ADDRESSES,
]
