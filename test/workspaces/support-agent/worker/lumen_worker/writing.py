"""Small writing helpers: one request each, no tools."""

from .llm import draft_model, embeddings, label_model, note_client, summary_model


async def summarise(text: str) -> str:
    # expect: cost/max-tokens/every-call neither the call nor its model has a cap
    reply = await summary_model.ainvoke(f"Summarise this return in three sentences:\n{text}")
    return str(reply.content)


async def label(text: str) -> list[str]:
    reply = await label_model.ainvoke(f"At most three labels, separated by commas:\n{text}")
    return [part.strip() for part in str(reply.content).split(",")]


async def draft(text: str) -> str:
    reply = await draft_model.ainvoke(f"Draft a friendly answer:\n{text}")
    return str(reply.content)


async def carrier_note(event: str) -> str:
    # expect: cost/max-tokens/every-call no cap on the call, and the client cannot have one
    response = await note_client.responses.create(model="gpt-4.1-mini", input=f"One line for the customer:\n{event}")
    return response.output_text


async def vector(text: str) -> list[float]:
    # clean: cost/max-tokens
    return await embeddings.aembed_query(text)
