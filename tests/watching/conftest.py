from tests.search.conftest import search_engine  # noqa: F401  the small world to search in
