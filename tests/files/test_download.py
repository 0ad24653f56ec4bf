"""The one view that hands files over."""

import uuid

import pytest
from django.test import Client
from wagtail import hooks

from foundation.accounts.models import User
from foundation.files.models import StoredFile
from foundation.files.owners import FileOwner
from tests.cast import Cast
from tests.files.factories import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned_by_uploader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Owner rows for this test: a file is seen by who stored it."""

    def own(user: User):
        return StoredFile.objects.filter(stored_by=user if user.is_authenticated else None)

    owners = [(lambda: [FileOwner(own, "pk")], 0)]
    monkeypatch.setitem(hooks._hooks, "file_owners", owners)


def get(user: User, pk: object):
    client = Client()
    client.force_login(user)
    return client.get(f"/pl/files/{pk}/")


@pytest.mark.fault("B7")
def test_file_is_served_only_through_a_visible_owner(cast: Cast, owned_by_uploader: None) -> None:
    """Seen failing without `is_visible_to` in the view."""
    file = make_file(by=cast.requester)

    own, strange = get(cast.requester, file.pk), get(cast.stranger, file.pk)

    assert (own.status_code, strange.status_code) == (200, 404)
    assert b"".join(own.streaming_content) == b"tresc pliku\n"
    assert get(cast.requester, uuid.uuid4()).status_code == 404
    assert Client().get(f"/pl/files/{file.pk}/").status_code == 404


@pytest.mark.fault("C1")
def test_file_is_never_shown_inside_the_site(cast: Cast, owned_by_uploader: None) -> None:
    """Seen failing with `as_attachment=False`."""
    file = make_file("żółć".encode(), "Zażółć „gęślą”.txt", by=cast.requester)

    response = get(cast.requester, file.pk)

    assert b"".join(response.streaming_content) == "żółć".encode()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Za%C5%BC%C3%B3%C5%82%C4%87%20%E2%80%9Eg%C4%99%C5%9Bl%C4%85%E2%80%9D.txt"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "text/plain"


def test_refused_file_is_served_to_nobody(cast: Cast, owned_by_uploader: None) -> None:
    file = make_file(by=cast.requester)
    StoredFile.objects.update(state=StoredFile.State.REFUSED)

    assert get(cast.requester, file.pk).status_code == 404
