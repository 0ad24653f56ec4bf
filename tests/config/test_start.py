import pytest
from django.core.management import call_command
from django.test import Client


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_answers_without_language_prefix(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200
