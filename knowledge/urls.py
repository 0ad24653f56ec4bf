from django.urls import path

from knowledge import views

app_name = "knowledge"

urlpatterns = [
    path("standards/", views.standard_list, name="standard_list"),
    path("standards/<slug:slug>/", views.standard, name="standard"),
    path("standards/<slug:slug>/<str:number>/", views.standard_version, name="standard_version"),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>.json",
        views.requirement_json,
        name="requirement_json",
    ),
    path("standards/<slug:slug>/<str:number>/<str:code>/", views.requirement, name="requirement"),
    path("systems/", views.system_list, name="system_list"),
    path("systems/<slug:slug>/", views.system, name="system"),
    path("provisions/<int:pk>/", views.provision, name="provision"),
    path("acts/<path:eli>/", views.legal_act, name="legal_act"),
]
