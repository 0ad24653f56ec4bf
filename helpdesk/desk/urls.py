"""Addresses of the desk; words of one's own stand before those that name a ticket."""

from django.urls import path

from helpdesk.views.desk import around, arranging, bulk, inserting, office, pages, routing, writing

urlpatterns = [
    path("", pages.desk_index, name="desk"),
    path("next/", pages.desk_next, name="desk_next"),
    path("counts/", pages.desk_counts, name="desk_counts"),
    path("arrange/", arranging.desk_arrange, name="desk_arrange"),
    path("views/save/", arranging.desk_view_save, name="desk_view_save"),
    path("views/delete/", arranging.desk_view_delete, name="desk_view_delete"),
    path("phone/", office.desk_phone, name="desk_phone"),
    path("offices/", office.desk_offices, name="desk_offices"),
    path("offices/<int:pk>/people/", office.desk_people, name="desk_people"),
    path("bulk/", bulk.desk_bulk, name="desk_bulk"),
    path("bulk/choices/", bulk.desk_bulk_choices, name="desk_bulk_choices"),
    path("bulk/<int:pk>/", bulk.desk_bulk_progress, name="desk_bulk_progress"),
    path("bulk/<int:pk>/undo/", bulk.desk_bulk_undo, name="desk_bulk_undo"),
    path("<slug:reference>/", pages.desk_ticket, name="desk_ticket"),
    path("<slug:reference>/news/", pages.desk_news, name="desk_news"),
    path("<slug:reference>/panel/<slug:code>/", pages.desk_panel, name="desk_panel"),
    path("<slug:reference>/reply/", writing.desk_reply, name="desk_reply"),
    path("<slug:reference>/take-back/<int:pk>/", writing.desk_take_back, name="desk_take_back"),
    path("<slug:reference>/send-again/<int:pk>/", writing.desk_send_again, name="desk_send_again"),
    path("<slug:reference>/draft/", writing.desk_draft, name="desk_draft"),
    path("<slug:reference>/note/", writing.desk_note, name="desk_note"),
    path("<slug:reference>/status/", routing.desk_status, name="desk_status"),
    path("<slug:reference>/assign/", routing.desk_assign, name="desk_assign"),
    path("<slug:reference>/office/", office.desk_office, name="desk_office"),
    path("<slug:reference>/details/", office.desk_details, name="desk_details"),
    path("<slug:reference>/queue/", routing.desk_queue, name="desk_queue"),
    path("<slug:reference>/insert/<slug:kind>/", inserting.desk_insert, name="desk_insert"),
    path("<slug:reference>/macros/<int:pk>/", inserting.desk_macro, name="desk_macro"),
    path("<slug:reference>/macros/<int:pk>/run/", inserting.desk_macro_run, name="desk_macro_run"),
    path("<slug:reference>/tags/", around.desk_tag, name="desk_tag"),
    path("<slug:reference>/tags/<slug:slug>/", around.desk_tag_remove, name="desk_tag_remove"),
    path("<slug:reference>/checklist/", around.desk_items, name="desk_items"),
    path("<slug:reference>/checklist/<int:pk>/", around.desk_item, name="desk_item"),
    path("<slug:reference>/watch/", around.desk_watch, name="desk_watch"),
    path("<slug:reference>/copies/", around.desk_copy, name="desk_copy"),
    path("<slug:reference>/copies/<int:pk>/", around.desk_copy_remove, name="desk_copy_remove"),
]
