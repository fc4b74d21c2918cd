"""Tools that act on a return. The graph stops before the ones that cost money or paper."""

import subprocess

import stripe
from langchain_core.tools import tool

from ..config import settings

_stripe = stripe.StripeClient(
    settings.stripe_secret_key or "not-configured",
    # proof: reliability/tool-timeouts/every-tool limit of the payment client
    http_client=stripe.RequestsClient(timeout=20),
)

RULES = {
    "lamp": "Thirty days, in the original box.",
    "bulb": "Fourteen days, unopened.",
    "made-to-order": "No returns, except for faults.",
}


# expect: testing/tool-unit-tests/every-tool no test runs it
@tool
def find_return_rule(category: str) -> str:
    """The rule for returning a category: lamp, bulb or made-to-order."""
    return RULES.get(category, "Ask a colleague.")


# clean: security/human-approval
@tool
def issue_refund(payment_intent: str, amount: int) -> dict:
    """Refund a payment, in cents."""
    refund = _stripe.refunds.create(params={"payment_intent": payment_intent, "amount": amount})
    return {"id": refund.id, "status": refund.status}


# The program and its options are fixed; only the order number varies.
# clean: security/least-privilege-tools
@tool
def print_return_label(order_id: str) -> str:
    """Print the return label of an order at the warehouse."""
    # expect: reliability/tool-timeouts/every-tool a jammed printer blocks the worker
    subprocess.run(["lp", "-d", "warehouse", "-t", order_id, "/srv/labels/return.pdf"], check=True)
    return f"Label for {order_id} is at the printer."
