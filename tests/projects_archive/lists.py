"""What the public list shows."""

from django.test import Client

LIST = "/pl/projects/"


def shown(client: Client, address: str = LIST) -> list[int]:
    """Keys of the projects of one page, in its order."""
    return [project.pk for project in client.get(address).context["projects"]]
