from django.urls import path

from helpdesk.incidents import link_views, sheet_views, views

urlpatterns = [
    path("", views.incident, name="incident"),
    path("report/<slug:sort>/", views.incident_report, name="incident_report"),
    path("link/<str:secret>/", link_views.incident_link, name="incident_link"),
    path("link/<str:secret>/reply/", link_views.incident_link_reply, name="incident_link_reply"),
    path(
        "link/<str:secret>/files/<uuid:pk>/",
        link_views.incident_link_file,
        name="incident_link_file",
    ),
    path("link/<str:secret>/claim/", link_views.incident_claim, name="incident_claim"),
    path("link/<str:secret>/end/", link_views.incident_link_end, name="incident_link_end"),
    path("sheet/<slug:reference>/", sheet_views.incident_sheet, name="incident_sheet"),
    path("sheet/<slug:reference>/declare/", sheet_views.incident_declare, name="incident_declare"),
    path(
        "sheet/<slug:reference>/clock/<slug:code>/",
        sheet_views.incident_clock,
        name="incident_clock",
    ),
    path("sheet/<slug:reference>/tlp/", sheet_views.incident_tlp, name="incident_tlp"),
    path(
        "sheet/<slug:reference>/end-link/",
        sheet_views.incident_links_end,
        name="incident_links_end",
    ),
    path("sheet/<slug:reference>/package/", sheet_views.incident_package, name="incident_package"),
]
