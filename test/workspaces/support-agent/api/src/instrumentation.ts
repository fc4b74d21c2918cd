import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import OpenAI from 'openai';

// Loaded first by server.ts, so that every request of the process is seen.
// proof: observability/semantic-traces/llm-calls the raw OpenAI clients are instrumented once for the process
const openaiInstrumentation = new OpenAIInstrumentation();
openaiInstrumentation.manuallyInstrument(OpenAI);

const sdk = new NodeSDK({
  serviceName: 'lumen-support-api',
  // proof: observability/telemetry/connected exporter registered in one file
  traceExporter: new OTLPTraceExporter(),
  instrumentations: [openaiInstrumentation],
});

sdk.start();

process.once('SIGTERM', () => {
  void sdk.shutdown().finally(() => process.exit(0));
});
