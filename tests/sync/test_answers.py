"""What Hero365's answers mean: by the table of its texts, and by what the real server was recorded saying."""

from typing import Any

import pytest

from erp.sentences import english
from sync.answers import Answer, Verdict, classify, reason

RULES = "Internal server error: "
NO_BUSINESS = "Invalid business context: 400: Business context required for this operation"


def invalid(*details: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"type": "validation_error", "message": "Request validation failed", "details": list(details)}}


OURS = {"field": "body.title", "message": "Field required", "type": "missing", "input": {}}
THEIRS = {"field": "is_overdue", "message": "Input should be a valid boolean", "type": "bool_type"}

TABLE = [
    (200, {"id": "1"}, Verdict.OK),
    (204, None, Verdict.OK),
    # the token
    (401, "Invalid or expired token", Verdict.AUTH),
    (401, "Authentication required", Verdict.AUTH),
    (403, "Not authenticated", Verdict.AUTH),
    (400, NO_BUSINESS, Verdict.AUTH),
    (400, "Business context required for this operation", Verdict.AUTH),
    (500, "Business context required for this operation", Verdict.AUTH),
    # made already
    (400, "Job number 'E7K-9001' already exists", Verdict.EXISTS),
    (400, "Contact with phone +15125550111 already exists", Verdict.EXISTS),
    (500, RULES + "Failed to create job: {'message': 'duplicate key value', 'code': '23505'}", Verdict.EXISTS),
    # the rules
    (500, RULES + "Cannot transition from draft to in_progress", Verdict.RULE),
    (500, RULES + "Job must be scheduled to start", Verdict.RULE),
    (500, RULES + "Job must be in progress to complete", Verdict.RULE),
    (500, RULES + "Cannot cancel completed or invoiced job", Verdict.RULE),
    (500, RULES + "End time must be after start time", Verdict.RULE),
    (400, "Invalid contact ID", Verdict.RULE),
    (400, "Insufficient available stock. Available: 12, Requested: 50.0", Verdict.RULE),
    # something behind it
    (500, RULES + "Failed to create job: {'message': 'x', 'code': 'PGRST002'}", Verdict.TRANSIENT),
    (400, "Failed to create contact: {'message': 'x', 'code': 'PGRST002'}", Verdict.TRANSIENT),
    (500, RULES + "Failed to get membership by business and user: {'code': 'PGRST002'}", Verdict.TRANSIENT),
    (500, RULES + "The read operation timed out", Verdict.TRANSIENT),
    (500, RULES + "Connection refused", Verdict.TRANSIENT),
    (503, {"detail": "harness"}, Verdict.BUSY),
    (429, None, Verdict.BUSY),
    # beyond this server
    (500, RULES + "Failed to create job: 'str' object has no attribute 'value'", Verdict.INCAPABLE),
    (400, "Failed to create contact: 'str' object has no attribute 'value'", Verdict.INCAPABLE),
    (400, "Contact.update_relationship_status() got an unexpected keyword argument 'x'", Verdict.INCAPABLE),
    (500, "Failed to check availability: name 'AvailabilityCheckRequestDTO' is not defined", Verdict.INCAPABLE),
    (500, RULES + "1 validation error for EstimateCreateDTO\nbusiness_id\n  Field required", Verdict.INCAPABLE),
    (500, RULES + "from_entity", Verdict.INCAPABLE),
    # our request
    (422, invalid(OURS), Verdict.MALFORMED),
    (
        400,
        "1 validation error for Contact\nphone\n  Value error, Invalid phone format [type=value_error",
        Verdict.MALFORMED,
    ),
    # too late for a no
    (422, invalid(THEIRS), Verdict.AFTER_WORK),
    (422, invalid({"field": "response.id", "message": "x", "type": "y", "input": 1}), Verdict.AFTER_WORK),
    # permission
    (403, "Insufficient permissions: edit_contacts required", Verdict.FORBIDDEN),
    (403, "Permission denied for operation 'User does not have create_jobs permission'", Verdict.FORBIDDEN),
    # no such record
    (404, "Job not found not found", Verdict.MISSING),
    # no such request
    (404, "Not Found", Verdict.INCAPABLE),
    (405, "Method Not Allowed", Verdict.INCAPABLE),
    (400, "EntityNotFoundError.__init__() missing 1 required positional argument: 'entity_id'", Verdict.MISSING),
    # who knows
    (500, "Internal server error", Verdict.UNCLEAR),
    (500, {"error": {"type": "internal_server_error", "message": "An unexpected error occurred"}}, Verdict.UNCLEAR),
    (502, None, Verdict.UNCLEAR),
    (503, None, Verdict.UNCLEAR),
    (504, {"detail": "Cannot transition"}, Verdict.UNCLEAR),
    (404, None, Verdict.UNCLEAR),  # a proxy's page
    (413, None, Verdict.UNCLEAR),
]


@pytest.mark.parametrize(("status", "said", "verdict"), TABLE)
def test_status_and_text_decide(status: int, said: Any, verdict: Verdict) -> None:
    body = {"detail": said} if isinstance(said, str) else said
    assert classify(Answer(status, body), "/jobs") is verdict


def test_the_contacts_router_says_not_found_to_any_failure() -> None:
    answer = Answer(404, {"detail": "EntityNotFoundError.__init__() missing 1 required positional argument"})
    assert classify(answer, "/contacts/1") is Verdict.UNCLEAR


def test_every_answer_to_an_expired_or_missing_token_is_about_the_token(exchanges: list[dict[str, Any]]) -> None:
    refused = [line for line in exchanges if line["as"] in ("expired", "none") and (line["status"] or 0) >= 400]
    about_tokens = [line for line in refused if not line["path"].startswith(("/auth", "/bookings"))]
    assert len(about_tokens) > 20
    assert {verdict_on(line) for line in about_tokens} == {Verdict.AUTH}


def test_every_refusal_of_a_viewer_is_about_permission(exchanges: list[dict[str, Any]]) -> None:
    refused = [line for line in exchanges if line["as"] == "viewer" and line["status"] == 403]
    assert len(refused) > 10
    assert {verdict_on(line) for line in refused} == {Verdict.FORBIDDEN}


def test_no_recorded_write_that_was_stored_counts_as_not_done(exchanges: list[dict[str, Any]]) -> None:
    """Whatever Hero365 answered after it had stored something, we look before we send again."""
    certain = {Verdict.BUSY, Verdict.AUTH, Verdict.RULE, Verdict.INCAPABLE, Verdict.MALFORMED, Verdict.FORBIDDEN}
    stored = [line for line in exchanges if line["status"] and any(write["count"] for write in line["stored"] or ())]
    failed = [line for line in stored if line["status"] >= 400]
    assert len(failed) >= 5
    assert [line["n"] for line in failed if verdict_on(line) in certain] == []


def test_no_recorded_outage_counts_as_a_no(exchanges: list[dict[str, Any]]) -> None:
    """A database that was down, in whichever words it was reported."""
    outages = [line for line in exchanges if "database 503" in (line.get("note") or "")]
    assert len(outages) >= 8
    final = {Verdict.RULE, Verdict.INCAPABLE, Verdict.MALFORMED, Verdict.FORBIDDEN, Verdict.MISSING}
    assert [line["n"] for line in outages if verdict_on(line) in final] == []


def test_every_invalid_request_is_ours(exchanges: list[dict[str, Any]]) -> None:
    ours = [
        line for line in exchanges if line["status"] == 422 and '"input"' in str(line["response"]).replace("'", '"')
    ]
    assert len(ours) > 30
    assert {verdict_on(line) for line in ours} == {Verdict.MALFORMED}


def verdict_on(line: dict[str, Any]) -> Verdict:
    return classify(Answer(line["status"], line["response"]), line["path"])


SENTENCES = [
    (500, RULES + "Cannot transition from draft to in_progress", "Cannot transition from draft to in progress."),
    (
        403,
        "Insufficient permissions: edit_contacts required",
        "You don't have the permission for that (edit contacts).",
    ),
    (
        403,
        "Permission denied for operation 'User does not have create_jobs permission'",
        "You don't have the permission for that (create jobs).",
    ),
    (403, "Permission denied for operation 'User does not have permission: create_projects'",
     "You don't have the permission for that (create projects)."),
    (404, "Job not found not found", "Job not found."),
    (400, "EntityNotFoundError.__init__() missing 1 required positional argument: 'entity_id'",
     "Hero365 has no such record any more."),
    (400, "1 validation error for Contact\nphone\n  Value error, Invalid phone format [type=value_error, input]",
     "Hero365 doesn't take the phone: Invalid phone format."),
    (400, "1 validation error for Contact\n  Value error, Contact must have at least one contact method [type=x]",
     "Contact must have at least one contact method."),
    (500, RULES + "Failed to create job: 'str' object has no attribute 'value'", "Hero365 failed with error 500."),
    (500, RULES + "1 validation error for EstimateCreateDTO\nbusiness_id\n  Field required",
     "Hero365 failed with error 500."),
    (500, "Internal server error", "Hero365 failed with error 500."),
    (404, "Not Found", "Hero365 failed with error 404."),
    (400, "Failed to create contact: {'message': 'x', 'code': 'PGRST002'}", "Hero365 failed with error 400."),
    (502, None, "Hero365 failed with error 502."),
]  # fmt: skip


@pytest.mark.parametrize(("status", "said", "sentence"), SENTENCES)
def test_reasons_are_sentences_for_people(status: int, said: str | None, sentence: str) -> None:
    assert english(reason(Answer(status, {"detail": said} if said else None))) == sentence


@pytest.mark.parametrize(
    ("field", "message", "english", "spanish"),
    [
        ("body.job_address.state", "String should have at least 2 characters",
         "Hero365 doesn't take the state: it is shorter than 2 letters.",
         "Hero365 no acepta el estado: tiene menos de 2 letras."),
        ("body.contact_type", "Field required",
         "Hero365 doesn't take the contact type: it is missing.", "Hero365 no acepta el dato contact_type: falta."),
        ("body.priority", "Input should be 'low', 'medium' or 'high'",
         "Hero365 doesn't take the priority: it knows no such one.",
         "Hero365 no acepta la prioridad: no conoce ese valor."),
        ("body.amount", "Input should be greater than 0",
         "Hero365 doesn't take the amount: it has to be more than 0.",
         "Hero365 no acepta el importe: tiene que ser más de 0."),
        ("body.scheduled_end", "Value error, Scheduled end time must be after start time",
         "Hero365 doesn't take the scheduled end: Scheduled end time must be after start time.",
         "Hero365 no acepta el final de la cita: Scheduled end time must be after start time."),
        ("body.email", "value is not a valid email address: An email address must have an @-sign.",
         "Hero365 doesn't take the email.", "Hero365 no acepta el correo."),
    ],
)  # fmt: skip
def test_a_field_that_is_not_taken_is_named_in_words_for_people(
    field: str, message: str, english: str, spanish: str
) -> None:
    problem = {"field": field, "message": message, "input": "x"}
    assert reason(Answer(422, invalid(problem))) == {"en": english, "es": spanish}


def test_every_recorded_refusal_has_a_sentence(exchanges: list[dict[str, Any]]) -> None:
    for line in exchanges:
        if line["status"] and line["status"] >= 400:
            said = english(reason(Answer(line["status"], line["response"])))
            assert said.endswith("."), line["n"]
            assert "\n" not in said, line["n"]
            assert "Internal server error" not in said, line["n"]
