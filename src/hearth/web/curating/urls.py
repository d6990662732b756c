"""Addresses of who looks after the directory, and of groups that change their own entry."""

from django.urls import path

from hearth.web.curating import desk, feeds, groups, public, same, sent

urlpatterns = [
    path("near/add/", public.add, name="near-add"),
    path("near/add/sent/", public.add_sent, name="near-add-sent"),
    path("near/<uuid:activity>/change/", groups.ask, name="entry-change"),
    path("near/<uuid:activity>/change/sent/", groups.ask_sent, name="entry-change-sent"),
    path("near/<uuid:activity>/wrong/", public.report, name="entry-report"),
    path("near/<uuid:activity>/wrong/sent/", public.report_sent, name="entry-report-sent"),
    path("entry/<str:token>/", groups.entry, name="entry-link"),
    path("entry/done/<slug:what>/", groups.done, name="entry-done"),
    # However a telephone cut or stretched the address: the key in it must not reach a log.
    path("entry/<path:token>", groups.entry),
    path("house/near/", desk.desk, name="curating"),
    path("house/near/sent/<uuid:proposal>/", sent.one, name="curating-sent"),
    path("house/near/same/", same.listing, name="curating-same"),
    path("house/near/same/<int:number>/", same.one, name="curating-same-one"),
    path("house/near/apart/", same.apart, name="curating-apart"),
    path("house/near/wrong/", desk.reported, name="curating-reported"),
    path("house/near/both/", desk.both, name="curating-both"),
    path("house/near/old/", desk.old, name="curating-old"),
    path("house/near/entries/<uuid:activity>/", desk.entry, name="curating-entry"),
    path("house/near/entries/<uuid:activity>/change/", desk.change, name="curating-entry-change"),
    path("house/near/feeds/add/", feeds.add, name="curating-feed-add"),
    path("house/near/feeds/<int:feed>/", feeds.one, name="curating-feed"),
    path("house/near/feeds/<int:feed>/report/", feeds.report, name="curating-feed-report"),
]
