from django.urls import include, path

from helpdesk.interpretations import public
from helpdesk.views import asking, drafts, exports, followers, tickets, writing

app_name = "helpdesk"

urlpatterns = [
    path("", tickets.ticket_index, name="ticket_list"),
    path("incident/", include("helpdesk.incidents.urls")),
    path("status/", include("helpdesk.status_page.urls")),
    path("export/", tickets.ticket_export, name="ticket_export"),
    path("new/", asking.ticket_new, name="ticket_new"),
    path("new/asked/", asking.ticket_asked, name="ticket_asked"),
    path("new/offers/", asking.offers, name="offers"),
    path("new/offers/<uuid:sitting>/settled/", asking.offers_settled, name="offers_settled"),
    path("new/offers/<uuid:sitting>/<int:item>/", asking.offer_open, name="offer_open"),
    path("drafts/<slug:form>/", drafts.draft_keep, name="draft_keep"),
    path("drafts/<slug:form>/discard/", drafts.draft_discard, name="draft_discard"),
    path("tickets/<slug:reference>/", tickets.ticket, name="ticket"),
    path("tickets/<slug:reference>/news/", tickets.ticket_news, name="ticket_news"),
    path("tickets/<slug:reference>/reply/", tickets.ticket_reply, name="ticket_reply"),
    path("tickets/<slug:reference>/close/", tickets.ticket_close, name="ticket_close"),
    path("tickets/<slug:reference>/reopen/", tickets.ticket_reopen, name="ticket_reopen"),
    path("tickets/<slug:reference>/share/", tickets.ticket_share, name="ticket_share"),
    path("tickets/<slug:reference>/rate/", tickets.ticket_rate, name="ticket_rate"),
    path("tickets/<slug:reference>/units/", tickets.ticket_units, name="ticket_units"),
    path("tickets/<slug:reference>/invite/", followers.ticket_invite, name="ticket_invite"),
    path(
        "tickets/<slug:reference>/watchers/<int:pk>/",
        followers.ticket_watcher_remove,
        name="ticket_watcher_remove",
    ),
    path(
        "tickets/<slug:reference>/copies/<int:pk>/",
        followers.ticket_copy_remove,
        name="ticket_copy_remove",
    ),
    path("copies/<str:token>/", followers.copy_stop, name="copy_stop"),
    path("preview/", writing.preview, name="preview"),
    path("uploads/", writing.upload, name="upload"),
    path("uploads/<uuid:file_id>/remove/", writing.upload_remove, name="upload_remove"),
    path("mail/", include("helpdesk.mail.urls")),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/delete/", exports.export_delete, name="export_delete"),
    path("exports/<slug:source>.<slug:file_format>", exports.export, name="export"),
    path("supervision/", include("helpdesk.supervision_urls")),
    path("answers/", public.published_answers, name="published_answers"),
    path("answers/<int:year>/<int:number>/", public.published_answer, name="published_answer"),
    path("desk/", include("helpdesk.interpretations.urls")),
    path("desk/", include("helpdesk.assignment.urls")),
    path("desk/", include("helpdesk.ties.urls")),
    path("desk/", include("helpdesk.to_guidance.urls")),
    path("desk/", include("helpdesk.owners.urls")),
    path("desk/", include("helpdesk.desk.urls")),
]
