from django.urls import path

from projects_archive import staff_views, views

app_name = "projects_archive"

urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("<int:pk>/", views.project_detail, name="project_detail"),
    path("<int:pk>/describe/", staff_views.project_describe, name="project_describe"),
    path("export.csv", views.project_export, name="project_export"),
    path("imports/", staff_views.import_list, name="import_list"),
    path("imports/<int:pk>/", staff_views.import_report, name="import_report"),
    path("imports/<int:pk>/refused.csv", staff_views.import_refused, name="import_refused"),
    path("review/", staff_views.review, name="review"),
    path("review/<int:pk>/judge/", staff_views.line_judge, name="line_judge"),
    path("review/<int:pk>/withdraw/", staff_views.line_withdraw, name="line_withdraw"),
]
