"""Which calls for funding an office may apply to, by its kind and place."""

from collections.abc import Sequence
from datetime import date

from foundation.accounts.models import Organisation
from knowledge.models import FundingCall


def calls_for(office: Organisation, *, start: date, end: date) -> Sequence[FundingCall]:
    """Checked calls that close from `start` to `end` and are meant for `office`. Two queries."""
    places = office.territories.values_list("terc", flat=True)
    calls = FundingCall.objects.checked().filter(closes_on__range=(start, end))
    lies_in = {terc[:2] for terc in places}
    return [
        call
        for call in calls.select_related("place")
        if call.meets(office) and (call.place is None or call.place.terc in lies_in)
    ]
