"""Addresses: Training, supervision and confidence."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
