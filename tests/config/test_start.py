import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command
from django.test import Client


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_answers_without_language_prefix(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200


def test_production_settings_pass_the_deployment_check() -> None:
    """The base settings with nothing but their secrets, as docs/deployment.md promises."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "SECRET_KEY": "kq3v-8Jw_n5Xr2Tz7Lm9Bd4Hs6Yp1Gc0Fa-Ue-Vi7Ko4Zx1Qy8",
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "punkt.example",
        "SITE_URL": "https://punkt.example",
    }

    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (checked.stderr, checked.returncode) == ("", 0)
