"""Meetings of the steering group: agendas, minutes, decisions; agendas from elsewhere too."""
