"""Triage of incoming tickets with the OpenAI Agents SDK."""

import asyncio
import smtplib
from email.message import EmailMessage

from agents import Agent, ModelSettings, Runner, function_tool
from agents.mcp import MCPServerStdio, create_static_tool_filter

from .config import settings
from .shop import get_json


def deliver(to: str, subject: str, body: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "care@lumen-lamps.example", to, subject
    message.set_content(body)
    # proof: reliability/tool-timeouts/every-tool limit in the function that the mail tools share
    with smtplib.SMTP(settings.smtp_host, 587, timeout=20) as server:
        server.send_message(message)


# proof: reliability/tool-timeouts/every-tool limit in the decorator
@function_tool(timeout=15)
async def customer_history(customer_id: str) -> list[str]:
    """Subjects of the customer's last tickets."""
    data = await asyncio.to_thread(get_json, f"/customers/{customer_id}/tickets")
    return [ticket["subject"] for ticket in data["tickets"]][:10]


# expect: security/human-approval/approval sends mail to customers without a person
@function_tool
async def email_customer(to: str, subject: str, body: str) -> str:
    """Send the customer a mail."""
    await asyncio.to_thread(deliver, to, subject, body)
    return "sent"


# proof: security/human-approval/approval the run stops here until a person agrees
@function_tool(needs_approval=True)
async def email_supplier(subject: str, body: str) -> str:
    """Send the lamp maker a mail about a fault."""
    await asyncio.to_thread(deliver, "quality@lumen-works.example", subject, body)
    return "sent"


manuals = MCPServerStdio(
    name="manuals",
    # expect: security/least-privilege-tools/bounded-tools the server may read the whole file system
    params={"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "/"]},
    # clean: security/least-privilege-tools
    tool_filter=create_static_tool_filter(allowed_tool_names=["read_text_file", "search_files"]),
)

triage_agent = Agent(
    name="triage",
    instructions="Sort the ticket into order, return, warranty or product. Answer simple questions by mail.",
    model="gpt-4.1-mini",
    # The item asks for a cap of every request; what the runner sends for the agent is not one of them.
    # clean: cost/max-tokens
    model_settings=ModelSettings(max_tokens=500, timeout=30),
    # proof: security/least-privilege-tools/explicit-tools three tools by name
    tools=[customer_history, email_customer, email_supplier],
    mcp_servers=[manuals],
)


async def triage(ticket: str) -> str:
    async with manuals:
        # expect: cost/budget-limits/bounded-loop the SDK's own bound is switched off
        result = await Runner.run(triage_agent, ticket, max_turns=None)
    return str(result.final_output)
