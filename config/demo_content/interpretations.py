"""A queue where a second agent reads the answers: one published, one that waits."""

from collections.abc import Mapping

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from helpdesk.actions import open_ticket
from helpdesk.interpretations.actions import approve, propose, publish
from helpdesk.models import Interpretation, Queue, QueueMember
from knowledge.models import Provision

ANSWERED = (
    "Czy kopie zapasowe trzeba odtwarzać na próbę co roku?",
    "W § 19 nie ma terminu. Czy próba odtworzenia raz w roku wystarczy?",
    (
        "Przepis nie podaje terminu. Wymaga, by kopie dało się odtworzyć, a tego bez próby nie da się "
        "wykazać. Próba raz w roku, opisana w notatce, jest rozsądnym minimum; przy każdej zmianie "
        "systemu kopii trzeba ją powtórzyć."
    ),
)
WAITING = (
    "Czy audyt wewnętrzny może zrobić informatyk urzędu?",
    "Nie mamy pieniędzy na firmę. Czy nasz informatyk może przeprowadzić audyt bezpieczeństwa?",
    (
        "Przepis nie zakazuje, ale osoba nie może oceniać własnej pracy. Audyt może zrobić pracownik, "
        "który nie zarządza badanymi systemami, albo informatyk z innego urzędu."
    ),
)


def write_interpretations(people: Mapping[str, User], offices: Mapping[str, Organisation]) -> None:
    """Make the queue and its two answers; nothing when there are any."""
    if Interpretation.objects.exists():
        return
    names = {"name_pl": "Interpretacje przepisów", "name_en": "Interpretation of law"}
    queue, _ = Queue.objects.get_or_create(
        slug="interpretacje", defaults=names | {"position": 9, "needs_approval": True}
    )
    for key in ("marek", "ewa"):
        QueueMember.objects.get_or_create(queue=queue, user=people[key])
    made = _ask(ANSWERED, people, offices, queue)
    approve(made, by=people["ewa"])
    publish(made, question=ANSWERED[0], answer=ANSWERED[2], by=people["ewa"])
    _ask(WAITING, people, offices, queue)


def _ask(
    texts: tuple[str, str, str],
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    queue: Queue,
) -> Interpretation:
    subject, body, answer = texts
    ticket = open_ticket(
        by=people["piotr"],
        organisation=offices["brzezno"],
        subject=subject,
        body=body,
        queue=queue,
    )
    provisions = Provision.objects.order_by("pk")[:1]
    today = timezone.localdate()
    return propose(ticket, body=answer, stands_on=today, provisions=provisions, by=people["marek"])
