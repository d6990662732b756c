"""FHIR R4: one mapper for each resource; routes; who may call; prompts. Only the border speaks it.

It stands under `jobs`, since exports at night speak FHIR too (ADR 13).
"""
