from django.urls import path

from helpdesk.status_page import staff_views, subscribe_views, views

urlpatterns = [
    path("", views.status, name="status"),
    path("<int:year>/<int:month>/", views.status_month, name="status_month"),
    path("notices/<int:pk>/", views.status_notice, name="status_notice"),
    path("subscribe/", subscribe_views.status_subscribe, name="status_subscribe"),
    path("confirm/<str:secret>/", subscribe_views.status_confirm, name="status_confirm"),
    path("end/<str:secret>/", subscribe_views.status_end, name="status_end"),
    path("new/", staff_views.status_new, name="status_new"),
    path("notices/<int:pk>/update/", staff_views.status_update, name="status_update"),
    path("notices/<int:pk>/finish/", staff_views.status_finish, name="status_finish"),
]
