"""Access to the steps of guidance that can be ticked; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from knowledge.models import GuidancePage
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.knowledge.factories import make_guidance

MEMBERS = ("requester", "colleague", "coordinator", "stranger", "delegate", "trainee")


def make_checklist(*titles: str, is_checklist: bool = True) -> GuidancePage:
    steps = [{"title": title, "text": ""} for title in titles or ("Spisz", "Odłącz")]
    page = make_guidance(body=[("steps", {"steps": steps, "is_checklist": is_checklist})])
    return GuidancePage.objects.get(pk=page.pk)


def a_checklist(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_checklist().pk}


ADDRESSES: list[Address] = [
    # A step that is not there, asked for by people with an office; staff have none to tick for.
    Address(
        "knowledge:checklist_tick",
        REFUSED,
        {"anonymous": TO_SIGN_IN} | dict.fromkeys(MEMBERS, NOT_THERE),
        arguments=a_checklist,
        method="post",
        data={"done": "zmyslony"},
    ),
]
