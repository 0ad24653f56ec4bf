from django.urls import include, path

from helpdesk.views import desk, incident, tickets

app_name = "helpdesk"

urlpatterns = [
    path("", tickets.ticket_index, name="ticket_list"),
    path("new/", tickets.ticket_new, name="ticket_new"),
    path("incident/", incident.incident, name="incident"),
    path("tickets/<slug:reference>/", tickets.ticket, name="ticket"),
    path("tickets/<slug:reference>/news/", tickets.ticket_news, name="ticket_news"),
    path("tickets/<slug:reference>/reply/", tickets.ticket_reply, name="ticket_reply"),
    path("tickets/<slug:reference>/close/", tickets.ticket_close, name="ticket_close"),
    path("tickets/<slug:reference>/reopen/", tickets.ticket_reopen, name="ticket_reopen"),
    path("tickets/<slug:reference>/share/", tickets.ticket_share, name="ticket_share"),
    path("mail/", include("helpdesk.mail.urls")),
    path("desk/", desk.desk_index, name="desk"),
    path("desk/next/", desk.desk_next, name="desk_next"),
    path("desk/<slug:reference>/", desk.desk_ticket, name="desk_ticket"),
    path("desk/<slug:reference>/news/", desk.desk_news, name="desk_news"),
    path("desk/<slug:reference>/reply/", desk.desk_reply, name="desk_reply"),
    path("desk/<slug:reference>/note/", desk.desk_note, name="desk_note"),
    path("desk/<slug:reference>/status/", desk.desk_status, name="desk_status"),
    path("desk/<slug:reference>/assign/", desk.desk_assign, name="desk_assign"),
    path("desk/<slug:reference>/queue/", desk.desk_queue, name="desk_queue"),
]
