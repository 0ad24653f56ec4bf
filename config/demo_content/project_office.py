"""What two coordinators did with the projects of their offices, and with each other's."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from foundation.accounts.models import User
from projects_archive.actions.enquiries import answer_enquiry, ask_owner
from projects_archive.actions.office import save_draft, send_for_publication, state_line
from projects_archive.actions.reuse import decide_use, say_use
from projects_archive.models import LineStatement, Project, Submission


def write_office_work(people: Mapping[str, User]) -> None:
    """Let Piotr confirm what the list says and Tomasz send a longer description, once."""
    if Submission.objects.exists():
        return
    council = Project.objects.get(title_pl="Otwarty moduł obsługi rady")
    for line in council.lines.all():
        state_line(line, by=people["piotr"], verdict=LineStatement.Verdict.RIGHT)
    forms = Project.objects.get(title_pl="e-Urząd w Gminie Jarzębinowo")
    save_draft(
        forms.record,
        by=people["tomasz"],
        written={
            "worked_pl": "Testy formularzy z mieszkańcami w bibliotece: trzy popołudnia, "
            "czternaście osób, połowa pól okazała się zbędna.",
            "costs_pl": "Utrzymanie kosztuje 38 tysięcy złotych rocznie. Wdrożenie trwało osiem "
            "miesięcy dłużej, niż zakładała umowa.",
            "contact_email": "urzad@jarzebinowo.test",
        },
        seen_revision=forms.record.latest_revision_id,
    )
    send_for_publication(forms.record, by=people["tomasz"])
    _write_reuse(council, forms, people)


def _write_reuse(council: Project, forms: Project, people: Mapping[str, User]) -> None:
    """Jarzębinowo uses what Brzeźno has built, after asking; Brzeźno asks Jarzębinowo and waits."""
    tomasz, piotr = people["tomasz"], people["piotr"]
    _write_enquiries(council, forms, tomasz, piotr)
    use = say_use(
        council,
        by=tomasz,
        organisation=forms.organisation,
        since=date(2025, 9, 1),
        cost=Decimal("4200"),
        note="Uruchomienie zajęło tydzień, szkolenie radnych jeden wieczór.",
    )
    decide_use(use, by=piotr, is_right=True)


def _write_enquiries(council: Project, forms: Project, tomasz: User, piotr: User) -> None:
    now = timezone.now()
    asked_at = now - timedelta(days=40)
    asked = ask_owner(
        council,
        by=tomasz,
        organisation=forms.organisation,
        question="Czy moduł zadziała na naszym serwerze i ile kosztuje utrzymanie?",
        at=asked_at,
    )
    answer_enquiry(
        asked,
        by=piotr,
        answer="Tak: wystarczy zwykły serwer z Linuksem. Utrzymanie to dwa dni pracy w roku; "
        "pokażemy go na żywo w każdy czwartek.",
        at=asked_at + timedelta(days=4),
    )
    ask_owner(
        forms,
        by=piotr,
        organisation=council.organisation,
        question="Które formularze warto uruchomić jako pierwsze?",
        at=now - timedelta(days=2),
    )
