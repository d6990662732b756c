"""One mapper for each type of resource, in one file each. This list is what the server can do."""

from importlib import import_module

from hearth.fhir.made import Mapper

FILES = {
    "Patient": "patient",
    "RelatedPerson": "related_person",
    "Practitioner": "practitioner",
    "PractitionerRole": "practitioner_role",
    "Organization": "organization",
    "CareTeam": "care_team",
    "CarePlan": "care_plan",
    "Goal": "goal",
    "Condition": "condition",
    "Observation": "observation",
    "Task": "task",
    "ServiceRequest": "service_request",
    "Communication": "communication",
    "Consent": "consent",
    "Questionnaire": "questionnaire",
    "QuestionnaireResponse": "questionnaire_response",
    "DocumentReference": "document_reference",
    "Binary": "binary",
    "HealthcareService": "healthcare_service",
    "Location": "location",
    "Appointment": "appointment",
    "Flag": "flag",
    "PlanDefinition": "plan_definition",
    "Provenance": "provenance",
    "AuditEvent": "audit_event",
    "Subscription": "subscription",
}
MAPPERS: dict[str, Mapper] = {
    type: import_module(f"hearth.fhir.mappers.{file}").MAPPER for type, file in FILES.items()
}
