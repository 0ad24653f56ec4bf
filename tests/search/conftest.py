"""A small world to search in: indexes of our own over models that exist, and an empty engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from haystack import connections
from wagtail import hooks

from foundation.accounts.models import Membership
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from foundation.search.indexing import engine
from foundation.search.postgresql_engine import PostgresqlBackend
from foundation.search.whoosh_engine import WhooshBackend
from knowledge.models import Standard, StandardVersion, System


class SystemIndex(AudienceIndex):
    """Public, in two languages."""

    kind, kind_label = "system", "Systems"

    def get_model(self):
        return System

    def visible_queryset(self, user, at=None):
        return System.objects.all()

    def audience(self, obj):
        return {tokens.PUBLIC}

    def languages(self, obj):
        return ("pl", "en")

    def body(self, obj):
        return obj.summary

    def restricted_body(self, obj):
        return obj.state_note_pl

    def restricted_audience(self, obj):
        return {tokens.role("agent")}


class StandardVersionIndex(AudienceIndex):
    """Drafts only for those who write them."""

    kind, kind_label = "standard", "Standards"

    def get_model(self):
        return StandardVersion

    def audience(self, obj):
        if obj.state == StandardVersion.State.DRAFT:
            return {tokens.role(code) for code in ("editor", "reviewer", "administrator")}
        return {tokens.PUBLIC}

    def visible_queryset(self, user, at=None):
        return super().visible_queryset(user, at).select_related("standard")

    def body(self, obj):
        return obj.standard.summary

    def codes(self, obj):
        return (obj.number,)

    def reindexed_by(self):
        return {Standard: lambda standard: standard.versions.all()}


class MembershipIndex(AudienceIndex):
    """Private: the reading rule is `Membership.objects.visible_to`."""

    kind, kind_label = "membership", "People"

    def get_model(self):
        return Membership

    def audience(self, obj):
        return {
            tokens.person(obj.user_id),
            tokens.coordinator(obj.organisation_id),
            tokens.role("administrator"),
        }

    def index_queryset(self, using=None):
        return Membership.objects.select_related("user").prefetch_related("organisation")

    def visible_queryset(self, user, at=None):
        return super().visible_queryset(user, at).select_related("user", "organisation")

    def title(self, obj):
        return f"{obj.user} – {obj.organisation}"

    def url(self, obj):
        return f"/membership/{obj.pk}/"

    def body(self, obj):
        return obj.position


def coordinator_tokens(user, at: datetime | None) -> set[str]:
    offices = Membership.objects.coordinators().filter(user=user)
    return {tokens.coordinator(pk) for pk in offices.values_list("organisation", flat=True)}


def use_small_world(folder: Path) -> WhooshBackend:
    """Our engine in `folder`, over the three indexes above."""
    connections.reload("default")
    unified = connections["default"].get_unified_index()
    unified.build(indexes=[SystemIndex(), StandardVersionIndex(), MembershipIndex()])
    engine().folder.path = folder
    return engine()


@contextmanager
def small_world(name: str) -> Iterator[None]:
    """The three indexes above on another engine, by its dotted name."""
    known = connections.connections_info["default"]
    connections.connections_info["default"] = {"ENGINE": name}
    connections.reload("default")
    unified = connections["default"].get_unified_index()
    unified.build(indexes=[SystemIndex(), StandardVersionIndex(), MembershipIndex()])
    try:
        with hooks.register_temporarily("search_tokens", coordinator_tokens):
            yield
    finally:
        connections.connections_info["default"] = known
        connections.reload("default")


@pytest.fixture
def search_engine(db: None, tmp_path: Path) -> Iterator[WhooshBackend]:
    """An empty index over three models, in a folder of its own."""
    backend = use_small_world(tmp_path / "search")
    with backend.writing():
        pass
    with hooks.register_temporarily("search_tokens", coordinator_tokens):
        yield backend
    connections.reload("default")


@pytest.fixture
def postgresql_engine(db: None) -> Iterator[PostgresqlBackend]:
    """The same three models in tables of PostgreSQL, where a change is found at once."""
    with small_world("foundation.search.postgresql_engine.PostgresqlEngine"):
        engine().clear_everything()
        yield engine()


@pytest.fixture(
    params=["search_engine", pytest.param("postgresql_engine", marks=pytest.mark.postgresql)]
)
def any_engine(db: None, request: pytest.FixtureRequest) -> WhooshBackend | PostgresqlBackend:
    """Each engine in turn: what a reader finds must not depend on it."""
    return request.getfixturevalue(request.param)
