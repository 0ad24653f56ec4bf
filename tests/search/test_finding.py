"""What finds what: forms, marks, synonyms, languages."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from foundation.search.questions import ask
from foundation.search.searching import search
from foundation.search.sweeps import index_changes
from tests.search.factories import make_found_system

NOBODY = AnonymousUser()


def index_all() -> None:
    while index_changes(at=timezone.now()):
        pass


def found(text: str, user=NOBODY) -> list[str]:
    return [
        str(hit.title).replace("<mark>", "").replace("</mark>", "")
        for hit in search(ask(text), user=user).hits
    ]


def test_every_form_finds_the_page(search_engine) -> None:
    make_found_system("ePUAP", "Zgłoszenie awarii systemu przez urząd gminy.")
    make_found_system("Inny", "Zupełnie o czym innym.")
    index_all()
    assert found("zgloszeniach") == ["ePUAP"]
