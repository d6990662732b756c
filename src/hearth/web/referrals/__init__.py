"""Asking that somebody is offered a conversation, and answering who asks."""
