"""The addresses of bulk exports, below /fhir/."""

from django.urls import re_path

from hearth.fhir.bulk import views

ID = r"(?P<fid>[A-Za-z0-9.-]{1,64})"
KEY = r"(?P<key>[0-9a-f-]{36})"

urlpatterns = [
    re_path(r"^\$export$", views.export_all),
    re_path(r"^Patient/\$export$", views.export_people),
    re_path(rf"^Group/{ID}/\$export$", views.export_group),
    re_path(r"^Group$", views.all_groups),
    re_path(rf"^Group/{ID}$", views.one_group),
    re_path(rf"^bulk/{KEY}$", views.status),
    re_path(rf"^bulk/{KEY}/(?P<type>[A-Za-z]{{1,40}})\.ndjson$", views.file),
]
