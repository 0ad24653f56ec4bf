"""`receive_mail` at the end of a pipe of the mail server, which returns to its sender whatever we refuse."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from helpdesk.models import RawMail
from tests import another_process
from tests.helpdesk.mail.factories import make_bytes

COMMAND = [sys.executable, "manage.py", "receive_mail"]


def exit_code(content: bytes, environment: dict[str, str], *arguments: str) -> int:
    command = [*COMMAND, *arguments]
    done = subprocess.run(command, input=content, env=environment, check=False, capture_output=True)
    return done.returncode


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("content", "code"), [(b"From: a@b.test\n\nx", 0), (b"", 65)])
def test_stored_or_nothing_to_store(content: bytes, code: int) -> None:
    environment = another_process.environment_of_test()

    assert exit_code(content, environment) == code
    assert RawMail.objects.count() == (1 if content else 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "arguments"),
    [
        ({"DATABASE_URL": "sqlite:////nowhere/none/db.sqlite3"}, ()),
        ({"DJANGO_SETTINGS_MODULE": "config.settings.base", "SECRET_KEY": ""}, ()),
        ({"DJANGO_SETTINGS_MODULE": "config.settings.none"}, ()),
        ({}, ("--no-such-option",)),
    ],
)
def test_what_hinders_us_makes_the_server_keep_the_mail(
    broken: dict[str, str], arguments: tuple[str, ...]
) -> None:
    """Seen failing without `take_mail` in `manage.py`: exit 1 returns the mail to its sender."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"} | broken

    assert exit_code(make_bytes(), environment, *arguments) == 75


@pytest.mark.django_db
def test_unforeseen_error_before_storing_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing with errors of the database alone caught: the command ended with exit 1."""

    def breaks(*args: object, **kwargs: object) -> None:
        raise MemoryError

    monkeypatch.setattr("helpdesk.management.commands.receive_mail.store_mail", breaks)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(make_bytes())))

    with pytest.raises(SystemExit) as ended:
        call_command("receive_mail", stdout=io.StringIO())

    assert ended.value.code == 75


@pytest.mark.django_db
def test_unforeseen_error_after_storing_leaves_the_mail_to_the_worker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Seen failing with errors of the database alone caught: the server kept what we had stored."""

    def breaks(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("helpdesk.management.commands.receive_mail.finish", breaks)
    (tmp_path / "a.eml").write_bytes(make_bytes())
    out = io.StringIO()

    call_command("receive_mail", str(tmp_path), stdout=out, stderr=io.StringIO())

    assert (out.getvalue(), RawMail.objects.get().state) == ("stored: 1\n", "due")
