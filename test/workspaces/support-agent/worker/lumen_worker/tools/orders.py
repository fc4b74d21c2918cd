"""Tools that look things up in the shop."""

import requests
from langchain_core.tools import tool

from ..config import settings
from ..shop import get_json


@tool
def order_status(order_id: str) -> dict:
    """Status and lines of an order, such as LL-100200."""
    order = get_json(f"/orders/{order_id}")
    return {"status": order["status"], "lines": order["lines"]}


@tool
def stock_level(sku: str) -> int:
    """Pieces of an article in the warehouse."""
    # expect: reliability/tool-timeouts/every-tool requests waits for ever by default
    response = requests.get(f"{settings.shop_api_url}/stock/{sku}")
    response.raise_for_status()
    return int(response.json()["available"])
