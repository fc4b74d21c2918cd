"""What stands between a request and a model: who may call, how often, and what happens when it fails."""

import functools
import hmac
import logging
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Header, HTTPException, Request
from fastapi.responses import JSONResponse

from .config import settings

log = logging.getLogger(__name__)
_recent: dict[str, deque[float]] = defaultdict(deque)


def require_service_token(authorization: str = Header(default="")) -> None:
    expected = f"Bearer {settings.service_token}"
    if not settings.service_token or not hmac.compare_digest(authorization, expected):
        raise HTTPException(status_code=401, detail="Unknown caller.")


def require_carrier_token(x_carrier_token: str = Header(default="")) -> None:
    if not settings.carrier_hook_token or not hmac.compare_digest(x_carrier_token, settings.carrier_hook_token):
        raise HTTPException(status_code=401, detail="Unknown caller.")


def enforce_quota(request: Request) -> None:
    """Sliding window of one minute per caller."""
    caller = request.client.host if request.client else "unknown"
    now = time.monotonic()
    seen = _recent[caller]
    while seen and now - seen[0] > 60:
        seen.popleft()
    if len(seen) >= settings.requests_per_minute:
        raise HTTPException(status_code=429, detail="Too many requests, try again in a minute.")
    seen.append(now)


def degrades_to(message: str) -> Callable[[Callable[..., Awaitable[Any]]], Callable[..., Awaitable[Any]]]:
    """Answer with `message` when the handler fails; the details go to the log."""

    def decorate(handler: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @functools.wraps(handler)
        async def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return await handler(*args, **kwargs)
            except HTTPException:
                raise
            except Exception:
                log.exception("%s failed", handler.__name__)
                # proof: reliability/graceful-degradation/fallback-response decorator around the handlers
                return JSONResponse(status_code=503, content={"answer": message, "degraded": True})

        return guarded

    return decorate
