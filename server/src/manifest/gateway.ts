// What a gateway of the manifest attests, by the power it provides. Data only.
import type { GatewayPower } from './schema';

export interface GatewayClaim {
  readonly item: string;
  readonly facet: string;
}

export const GATEWAY_CLAIMS: Readonly<Record<GatewayPower, readonly GatewayClaim[]>> = {
  retries: [{ item: 'reliability/retries', facet: 'backoff-with-jitter' }],
  fallback: [{ item: 'reliability/fallback-models', facet: 'alternative-model' }],
  budget: [{ item: 'cost/budget-limits', facet: 'budget' }],
  traces: [
    { item: 'observability/telemetry', facet: 'connected' },
    { item: 'observability/semantic-traces', facet: 'llm-calls' },
  ],
};
