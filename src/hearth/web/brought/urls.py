"""Addresses: Agendas and work plans from elsewhere, and the year's view."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
