from unittest.mock import AsyncMock

from fastapi.testclient import TestClient

from lumen_worker import api, writing
from lumen_worker.main import app

client = TestClient(app)
SERVICE = {"Authorization": "Bearer test-service-token"}


def test_needs_the_service_token():
    assert client.post("/v1/drafts", json={"text": "hi"}).status_code == 401


def test_degrades(monkeypatch):
    monkeypatch.setattr(writing, "draft", AsyncMock(side_effect=RuntimeError("model is down")))
    answer = client.post("/v1/drafts", json={"text": "hi"}, headers=SERVICE)
    assert answer.status_code == 503
    assert answer.json()["answer"] == "No draft at the moment."


def test_triage(monkeypatch):
    monkeypatch.setattr(api, "triage", AsyncMock(return_value="order"))
    assert client.post("/v1/triage", json={"text": "Where is it?"}, headers=SERVICE).json() == {"answer": "order"}


def test_carrier_hook(monkeypatch):
    monkeypatch.setattr("lumen_worker.main.carrier_note", AsyncMock(return_value="Tomorrow."))
    headers = {"X-Carrier-Token": "test-carrier-token"}
    answer = client.post("/hooks/carrier", json={"tracking_number": "PX1", "event": "out"}, headers=headers)
    assert answer.json() == {"note": "Tomorrow."}
