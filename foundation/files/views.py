from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.files.models import FixityRun, StoredFile
from foundation.files.owners import is_visible_to
from foundation.files.serving import as_download

RUNS_SHOWN = 14


@require_safe
def download(request: HttpRequest, pk: str) -> FileResponse:
    """Hand over a private file to somebody who may see a row that owns it."""
    file = get_object_or_404(StoredFile, pk=pk)
    if not is_visible_to(file, request.user):
        raise Http404
    return as_download(file)


@require_safe
@login_required
def fixity(request: HttpRequest) -> HttpResponse:
    """What the nightly readings of the kept bytes found; for administrators."""
    if not request.user.is_administrator:
        raise Http404
    runs = FixityRun.objects.prefetch_related("findings__file")[:RUNS_SHOWN]
    return render(request, "files/fixity.html", {"runs": runs, "files": StoredFile.objects.count()})
