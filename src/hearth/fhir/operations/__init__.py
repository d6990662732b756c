"""The operations of FHIR: a plan as a document, all of one person, a plan from a template."""
