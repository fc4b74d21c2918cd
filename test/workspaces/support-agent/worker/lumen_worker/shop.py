"""The shop's HTTP interface."""

from typing import Any

import httpx

from .config import settings

# proof: reliability/tool-timeouts/every-tool limit of the shared client that the tools use
_client = httpx.Client(base_url=settings.shop_api_url, timeout=8.0)


def get_json(path: str, **parameters: str) -> dict[str, Any]:
    """Read one document of the shop. Raises httpx.HTTPStatusError."""
    response = _client.get(path, params=parameters)
    response.raise_for_status()
    return response.json()
