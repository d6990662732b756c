"""Reading plans, already narrowed to what the viewer may see."""
