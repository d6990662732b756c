"""Addresses: Meetings of the steering group."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
