"""The record as other systems read and write it: FHIR resources, and what finds them."""
