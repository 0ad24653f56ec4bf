"""Is the process alive, and can it serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from foundation.search.status import search_status


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process runs; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503; say what else is away or behind.

    Search may be away: tickets are then still read, opened and answered.
    """
    if not _database_answers():
        return JsonResponse({"database": False}, status=503)
    search = search_status()
    return JsonResponse(
        {
            "database": True,
            "search": {
                "engine": search.name,
                "is_available": search.is_available,
                "documents": search.documents,
                "behind": search.behind,
                "is_outgrown": search.is_outgrown,
            },
        }
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
