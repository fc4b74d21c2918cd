"""Routes for the other services of the desk."""

import asyncio

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from . import graph, shop, writing
from .guards import degrades_to
from .triage import triage

BUSY = "The assistant is not available, please handle this one by hand."

router = APIRouter()


class Text(BaseModel):
    text: str = Field(min_length=1, max_length=8000)


# clean: security/rate-limiting
@router.post("/returns/{thread_id}")
@degrades_to(BUSY)
async def ask(thread_id: str, body: Text) -> dict:
    return await asyncio.to_thread(graph.answer, thread_id, body.text)


@router.post("/returns/{thread_id}/approve")
@degrades_to(BUSY)
async def approve(thread_id: str) -> dict:
    return await asyncio.to_thread(graph.approve, thread_id)


@router.post("/triage")
@degrades_to(BUSY)
async def run_triage(body: Text) -> dict:
    return {"answer": await triage(body.text)}


@router.post("/summaries")
async def summary(body: Text) -> dict:
    try:
        return {"summary": await writing.summarise(body.text)}
    except Exception as exc:
        # expect: ux/friendly-errors/no-raw-errors the text of the exception goes to the caller
        raise HTTPException(status_code=500, detail=str(exc)) from exc


@router.post("/labels")
async def labels(body: Text) -> dict:
    # expect: reliability/graceful-degradation/fallback-response nothing catches a failing model call
    return {"labels": await writing.label(body.text)}


@router.post("/drafts")
@degrades_to("No draft at the moment.")
async def draft(body: Text) -> dict:
    return {"draft": await writing.draft(body.text)}


@router.post("/vectors")
@degrades_to("Search is not available.")
async def vectors(body: Text) -> dict:
    return {"vector": await writing.vector(body.text)}


# clean: reliability/graceful-degradation
@router.get("/orders/{order_id}")
async def order(order_id: str) -> dict:
    if not order_id.startswith("LL-"):
        # clean: ux/friendly-errors
        raise HTTPException(status_code=400, detail=f"{order_id} is not an order number.")
    return await asyncio.to_thread(shop.get_json, f"/orders/{order_id}")
