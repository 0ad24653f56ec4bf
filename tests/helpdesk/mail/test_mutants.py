"""A seeded sample of damaged mails goes the whole way: each is accounted for, none is answered."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from helpdesk.mail.receiving import finish, store_mail
from helpdesk.models import RawMail
from tests.helpdesk.mail.mutants import POLISH, mutants

SAMPLE = 2_000
LONGEST = 15  # seconds by the clock for five of the processor, on a machine with other work


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.fault("D1")
@pytest.mark.fault("D7")
@pytest.mark.fault("F8")
def test_damaged_mails_are_accounted_for(real_inputs: Path) -> None:
    """Seen failing with the guess of the character set fixed to one of the two."""
    every = list(mutants(real_inputs / "mail"))
    chosen = random.Random(4).sample(every, SAMPLE)
    became, wrong, longest = Counter(), [], 0.0

    for name, path, make in chosen:
        started = time.monotonic()
        try:
            raw, is_new = store_mail(make(), source=f"{name} {path}", at=timezone.now())
        except ValidationError:
            became["refused"] += 1
            continue
        became["stored" if is_new else "duplicate"] += 1
        raw = finish(raw, is_new=is_new, at=timezone.now())
        longest = max(longest, time.monotonic() - started)
        if name in ("iso-8859-2", "windows-1250") and raw.subject != POLISH:
            wrong.append(raw.source)

    assert wrong == []
    assert not RawMail.objects.filter(state="due").exists()
    assert not RawMail.objects.filter(why__in=["", "unreadable"]).exists()
    assert (OutgoingMail.objects.count(), longest < LONGEST) == (0, True)
    assert (RawMail.objects.count(), became.total()) == (became["stored"], SAMPLE)
    assert became["stored"] > SAMPLE * 0.8
