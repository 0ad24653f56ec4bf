"""Pages of training as tests ask for them."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def page(client: Client, name: str, *arguments, **query) -> str:
    response = client.get(reverse(f"training:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def enrol_data(cast: Cast, **more) -> dict:
    return {"organisation": cast.office.pk, "has_agreed": "on", **more}
