"""Addresses of the board pack, each under /house/board/."""

from django.urls import path

from hearth.web.board import making, showing

urlpatterns = [
    path("", making.board, name="board"),
    path("<int:number>/", showing.pack, name="board-pack"),
    path("<int:number>/pdf/", showing.as_pdf, name="board-pdf"),
    path("<int:number>/word/", showing.as_word, name="board-word"),
    path("<int:number>/csv/", showing.as_csv, name="board-csv"),
]
