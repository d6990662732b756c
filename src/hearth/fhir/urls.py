"""Every address under /fhir/."""

from django.urls import URLPattern, URLResolver, re_path

from hearth.fhir import routes
from hearth.fhir.bulk.urls import urlpatterns as bulk
from hearth.fhir.smart import discovery
from hearth.fhir.subscriptions import operations as subscription_operations
from hearth.fhir.subscriptions import views as subscriptions

TYPE = r"(?P<type>[A-Z][A-Za-z]{1,60})"
ID = r"(?P<fid>[A-Za-z0-9.-]{1,64})"
OPERATION = r"\$(?P<name>[a-z-]{1,40})"

urlpatterns: list[URLPattern | URLResolver] = [
    *bulk,
    re_path(r"^\.well-known/smart-configuration$", discovery.smart_configuration),
    re_path(r"^Subscription$", subscriptions.all_of_them),
    re_path(r"^Subscription/_search$", subscriptions.by_post),
    re_path(rf"^Subscription/{OPERATION}$", subscription_operations.operation),
    re_path(rf"^Subscription/{ID}$", subscriptions.one),
    re_path(rf"^Subscription/{ID}/{OPERATION}$", subscription_operations.operation),
    re_path(rf"^{TYPE}/{ID}$", routes.one),
    re_path(rf"^{TYPE}$", routes.all_of_type),
    re_path(r"^$", routes.base),
    re_path(r"^metadata$", routes.metadata),
    re_path(r"^openapi\.json$", routes.openapi_document),
    re_path(rf"^{TYPE}/_search$", routes.search_by_post),
    re_path(rf"^{TYPE}/_history$", routes.history_of_type),
    re_path(rf"^{TYPE}/{ID}/_history$", routes.history_of_one),
    re_path(rf"^{TYPE}/{ID}/_history/(?P<version>[A-Za-z0-9.-]{{1,64}})$", routes.one_version),
    re_path(rf"^{TYPE}/{OPERATION}$", routes.operation),
    re_path(rf"^{TYPE}/{ID}/{OPERATION}$", routes.operation),
    re_path(rf"^Patient/(?P<person_fid>[A-Za-z0-9.-]{{1,64}})/{TYPE}$", routes.in_compartment),
    re_path(r"^.*$", routes.nothing),
]
