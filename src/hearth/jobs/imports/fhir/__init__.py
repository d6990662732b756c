"""FHIR R4 in: one reader for each resource, structure checked first."""
