"""What the post and the files know of a person."""

import pytest

from foundation.accounts.models import User
from foundation.files import personal_data as of_files
from foundation.files.models import StoredFile
from foundation.mailing import integrity
from foundation.mailing import personal_data as of_mail
from foundation.mailing.actions import notify
from foundation.mailing.models import Notification, OutgoingMail, Preference, Suppression
from tests.factories import make_user
from tests.files.factories import make_file
from tests.mailing.factories import make_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    user = make_user()
    make_mail(user)
    make_file(by=user)
    notify(user, kind="news", text="Nowość")
    Preference.objects.create(user=user, kind="news", channel="app")
    Suppression.objects.create(address=user.email, reason="550")
    return user


def test_everything_is_shown(person: User) -> None:
    shown = [*of_mail.personal_data(person), *of_files.personal_data(person)]

    assert [len(data.records) for data in shown] == [1, 1, 1, 1, 1]


def test_erased_leaves_no_address_and_no_words(person: User) -> None:
    of_mail.erase_person(person)
    of_files.erase_person(person)

    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.subject, mail.body_text, mail.state) == (
        f"usunieto-{person.pk}@erased.invalid",
        "",
        "",
        "done",
    )
    left = [model.objects.count() for model in (Notification, Preference, Suppression)]
    assert left == [0, 0, 0]
    assert StoredFile.objects.get().stored_by is None


def test_integrity_names_words_left_in_sign_in_mail() -> None:
    mail = make_mail(is_urgent=True)
    OutgoingMail.objects.update(delivery="sent")

    assert [check.broken() for check in integrity.checks()] == [
        [f"{mail.pk}: the words are still there"],
        [f"{mail.pk}: sent, nobody knows when"],
    ]
