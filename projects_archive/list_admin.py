"""Lists of projects in Wagtail's admin: give one, watch it being taken in, try a refused one again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from projects_archive.actions.uploads import KEPT_FOR, retry_upload, upload_list
from projects_archive.forms.lists import ListForm, ListOptionsForm
from projects_archive.models import ListUpload
from projects_archive.permissions import is_archive_staff

SHOWN = 20


class ArchiveMenuItem(MenuItem):
    """For those who look after the archive."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_archive_staff(request.user)


def list_uploads(request: HttpRequest) -> HttpResponse:
    """The form, and the newest lists that were given with it."""
    if not is_archive_staff(request.user):
        raise PermissionDenied
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = upload_list(file, by=request.user, name=file.name, **form.said())
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            return redirect(upload)
    uploads = ListUpload.objects.visible_to(request.user).select_related("uploaded_by")[:SHOWN]
    context = {"form": form, "uploads": uploads, "page_title": _("Lists of projects")}
    return render(request, "projects_archive/admin/uploads.html", context)


def list_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: how far it is, why it was set aside, or what became of it."""
    if not is_archive_staff(request.user):
        raise PermissionDenied
    found = ListUpload.objects.visible_to(request.user).select_related("run", "uploaded_by")
    upload = get_object_or_404(found, pk=pk)
    said = {name: getattr(upload, name) for name in ("period", "fund", "is_whole", "list_key")}
    form = ListOptionsForm(request.POST or None, initial=said)
    if form.is_valid():
        try:
            retry_upload(upload, by=request.user, **form.said())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(upload)
    context = {
        "upload": upload,
        "form": form,
        "page_title": upload.file_name,
        "kept_days": KEPT_FOR.days,
    }
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "_upload_state.html" if is_part else "upload.html"
    return render(request, f"projects_archive/admin/{template}", context)
