"""The person's own copy of their record: asked for, checked by a practitioner, and given."""
