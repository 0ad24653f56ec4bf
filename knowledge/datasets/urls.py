from django.urls import path

from knowledge.datasets import views

urlpatterns = [
    path("<slug:slug>/need/", views.data_set_need, name="data_set_need"),
    path("<slug:slug>/<str:number>/check/", views.data_set_check, name="data_set_check"),
    path("<slug:slug>/<str:number>/sample.csv", views.data_set_sample, name="data_set_sample"),
    path("<slug:slug>/<str:number>/schema.json", views.data_set_schema, name="data_set_schema"),
]
