from django.urls import path

from knowledge.views import law, pages, standards, systems

app_name = "knowledge"

urlpatterns = [
    path("guidance/", pages.guidance_list, name="guidance_list"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("standards/", standards.standard_list, name="standard_list"),
    path("standards/<slug:slug>/", standards.standard, name="standard"),
    path(
        "standards/<slug:slug>/<str:number>/", standards.standard_version, name="standard_version"
    ),
    path(
        "standards/<slug:slug>/<str:number>/publish/",
        standards.standard_version_publish,
        name="standard_version_publish",
    ),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>.json",
        standards.requirement_json,
        name="requirement_json",
    ),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>/",
        standards.requirement,
        name="requirement",
    ),
    path("systems/", systems.system_list, name="system_list"),
    path("systems/<slug:slug>/", systems.system, name="system"),
    path("systems/<slug:slug>/state/", systems.system_state, name="system_state"),
    path("provisions/<int:pk>/", law.provision, name="provision"),
    path("acts/<path:eli>/", law.legal_act, name="legal_act"),
]
