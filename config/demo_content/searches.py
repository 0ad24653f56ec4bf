"""What a coordinator watches, and what people looked for in vain in the last weeks."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from config.demo_content.people import PEOPLE
from foundation.accounts.models import User
from foundation.search.models import CountedQuestion
from foundation.watching.actions import save_search
from foundation.watching.models import SavedSearch

SAVED = (
    ("search", "q=audyt&kind=guidance", "Poradniki o audycie"),
    ("projects", "q=e-urząd", "Projekty e-urzędów"),
    ("training", "audience=it", "Szkolenia dla informatyków"),
)
# (question, how often it found nothing, how often something).
ASKED = (("dofinansowanie serwerowni", 6, 0), ("podpis mobilny", 4, 0), ("wzór umowy", 0, 5))


def write_searches() -> None:
    by = User.objects.get(email=next(one.email for one in PEOPLE if one.key == "tomasz"))
    if SavedSearch.objects.filter(user=by).exists():
        return
    for kind, address, name in SAVED:
        save_search(by=by, kind=kind, parameters=QueryDict(address), name=name)
    yesterday = timezone.now() - timedelta(days=1)
    for text, in_vain, found in ASKED:
        for number in range(in_vain + found):
            is_found = number >= in_vain
            CountedQuestion.objects.note(text, "pl", is_found=is_found, at=yesterday)
