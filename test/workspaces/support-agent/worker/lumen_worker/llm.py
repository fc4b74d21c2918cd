"""Models of the worker. Every feature takes its model from here."""

from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openai import AsyncOpenAI

from .config import settings


def chat_model() -> ChatOpenAI:
    """The model behind the returns graph and the reports."""
    return ChatOpenAI(
        model=settings.chat_model,
        timeout=30,
        max_tokens=settings.output_tokens,
        # proof: reliability/retries/backoff-with-jitter set once in the factory
        max_retries=4,
    )


summary_model = ChatOpenAI(model="gpt-4.1-mini", timeout=30)

# expect: reliability/retries/backoff-with-jitter retries switched off
label_model = ChatOpenAI(model="gpt-4.1-nano", max_tokens=60, timeout=10, max_retries=0)

# The outer layer retries, so the client must not.
# clean: reliability/retries
_draft_client = ChatOpenAI(model="gpt-4.1-mini", max_tokens=600, timeout=30, max_retries=0)
# proof: reliability/retries/backoff-with-jitter retried around the model
draft_model = _draft_client.with_retry(stop_after_attempt=4, wait_exponential_jitter=True)

# clean: cost/max-tokens
embeddings = OpenAIEmbeddings(model="text-embedding-3-small")

# Notes for the carrier are written with the logistics team's key.
# expect: security/secrets-from-env/no-hardcoded literal in the key slot of a known client
note_client = AsyncOpenAI(api_key="lumen-worker-4c1d9e72ab3056f8", timeout=20)
