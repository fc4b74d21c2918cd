"""Tracing of the process; called once, before the first request."""

from openinference.instrumentation.langchain import LangChainInstrumentor
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def configure_tracing() -> None:
    provider = TracerProvider(resource=Resource.create({"service.name": "lumen-worker"}))
    # proof: observability/telemetry/connected one exporter for the process
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    # proof: observability/semantic-traces/llm-calls graph, models and tools of LangChain
    LangChainInstrumentor().instrument(tracer_provider=provider)
    # proof: observability/semantic-traces/llm-calls the raw OpenAI client
    OpenAIInstrumentor().instrument(tracer_provider=provider)
