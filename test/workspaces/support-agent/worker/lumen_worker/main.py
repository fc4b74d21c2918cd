"""The web process of the worker."""

import logging

from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel

from .api import router
from .guards import enforce_quota, require_carrier_token, require_service_token
from .telemetry import configure_tracing
from .writing import carrier_note

log = logging.getLogger(__name__)
configure_tracing()

app = FastAPI(title="Lumen worker")

# proof: governance/rbac/authenticated every route of the router needs the service token
# proof: security/rate-limiting/every-endpoint hand-written quota on the router that holds the others
v1 = APIRouter(prefix="/v1", dependencies=[Depends(require_service_token), Depends(enforce_quota)])
v1.include_router(router)
app.include_router(v1)


class CarrierEvent(BaseModel):
    tracking_number: str
    event: str


# clean: security/rate-limiting
@app.get("/healthz")
async def health() -> dict:
    return {"ok": True}


# expect: security/rate-limiting/every-endpoint reaches a model, and the quota stands on the other router
@app.post("/hooks/carrier", dependencies=[Depends(require_carrier_token)])
async def carrier(event: CarrierEvent) -> dict:
    try:
        return {"note": await carrier_note(event.event)}
    except Exception:
        log.exception("no note for %s", event.tracking_number)
        # proof: reliability/graceful-degradation/fallback-response the plain event is good enough
        return {"note": "There is news about your parcel.", "degraded": True}
