import json
from unittest.mock import MagicMock

import pytest
from agents.tool_context import ToolContext

from lumen_worker import triage
from lumen_worker.tools import orders, returns


# proof: testing/tool-unit-tests/every-tool order_status runs here, with the shop replaced
def test_order_status(monkeypatch):
    monkeypatch.setattr(orders, "get_json", lambda path: {"status": "paid", "lines": [], "path": path})
    assert orders.order_status.invoke({"order_id": "LL-100200"}) == {"status": "paid", "lines": []}


def test_stock_level(monkeypatch):
    answer = MagicMock()
    answer.json.return_value = {"available": "7"}
    monkeypatch.setattr(orders.requests, "get", MagicMock(return_value=answer))
    assert orders.stock_level.invoke({"sku": "ARC-1"}) == 7
    answer.raise_for_status.assert_called_once()


def test_issue_refund(monkeypatch):
    client = MagicMock()
    client.refunds.create.return_value = MagicMock(id="re_1", status="succeeded")
    monkeypatch.setattr(returns, "_stripe", client)
    result = returns.issue_refund.invoke({"payment_intent": "pi_1", "amount": 1200})
    assert result == {"id": "re_1", "status": "succeeded"}


def test_print_return_label(monkeypatch):
    run = MagicMock()
    monkeypatch.setattr(returns.subprocess, "run", run)
    assert "LL-100200" in returns.print_return_label.invoke({"order_id": "LL-100200"})
    assert "LL-100200" in run.call_args.args[0]


async def run_tool(tool, **arguments):
    payload = json.dumps(arguments)
    context = ToolContext(context=None, tool_name=tool.name, tool_call_id="call-1", tool_arguments=payload)
    return await tool.on_invoke_tool(context, payload)


@pytest.fixture
def sent(monkeypatch):
    mails = []
    monkeypatch.setattr(triage, "deliver", lambda *mail: mails.append(mail))
    return mails


async def test_email_customer(sent):
    assert await run_tool(triage.email_customer, to="ada@example.com", subject="Lamp", body="Hello") == "sent"
    assert sent == [("ada@example.com", "Lamp", "Hello")]


async def test_email_supplier(sent):
    assert await run_tool(triage.email_supplier, subject="Fault", body="Flickers") == "sent"
    assert sent[0][0] == "quality@lumen-works.example"


async def test_customer_history(monkeypatch):
    monkeypatch.setattr(triage, "get_json", lambda path: {"tickets": [{"subject": "Dim light"}]})
    assert "Dim light" in str(await run_tool(triage.customer_history, customer_id="c1"))
