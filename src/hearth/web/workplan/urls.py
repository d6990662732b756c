"""Addresses: The work plan."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
