// airworthy.yaml as written: the form of every key and entry. No merging, no dates compared.
import { z } from 'zod';
import { FILE_ROLES } from './fileRoles';

const text = z.string().min(1);
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'is a date written YYYY-MM-DD')
  .refine((value) => isDate(value), 'is no day of the calendar');
const item = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/, 'is an item, written category/item');
const amount = z.number().positive();

export const RISKS = ['minimal', 'limited', 'high', 'prohibited'] as const;

export const agentSchema = z.strictObject({
  at: text.optional(),
  risk: z.enum(RISKS).optional(),
  owner: text.optional(),
  budgetUsdPerDay: amount.optional(),
});
export type AgentEntry = z.infer<typeof agentSchema>;

export const attestationSchema = z.strictObject({
  item,
  facet: text.optional(),
  subjects: z.array(text).min(1).optional(),
  by: text,
  on: date,
  expires: date,
  evidence: text.optional(),
});
export type AttestationEntry = z.infer<typeof attestationSchema>;

export const waiverSchema = z.strictObject({
  item,
  facet: text.optional(),
  paths: z.array(text).min(1).optional(),
  subjects: z.array(text).min(1).optional(),
  reason: text,
  owner: text,
  until: date.optional(),
});
export type WaiverEntry = z.infer<typeof waiverSchema>;

export const GATEWAY_POWERS = ['retries', 'fallback', 'budget', 'traces'] as const;
export type GatewayPower = (typeof GATEWAY_POWERS)[number];

export const gatewaySchema = z.strictObject({
  baseUrlEnv: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is the name of an environment variable'),
  provides: z.array(z.enum(GATEWAY_POWERS)).min(1),
  by: text,
  on: date,
  expires: date,
  evidence: text.optional(),
});
export type GatewayEntry = z.infer<typeof gatewaySchema>;

export const severitySchema = z.enum(['off', 'error', 'warning', 'information', 'hint']);
export type SeverityOverride = z.infer<typeof severitySchema>;

const budgets = z.strictObject({
  coldStartMs: amount.optional(),
  promptTokens: amount.optional(),
  toolsPerAgent: amount.optional(),
  latency: z
    .strictObject({ totalMs: amount.optional(), steps: z.record(z.string(), amount).optional() })
    .optional(),
});
const defaults = z.strictObject({
  outputCap: amount.optional(),
  toolTimeoutMs: amount.optional(),
  modelTimeoutMs: amount.optional(),
  steps: amount.optional(),
  retries: z.number().int().min(0).optional(),
});

/** `whole`: validated as one; `list`: each element; `map`: each value. A faulty element leaves the others in use. */
export type KeyForm =
  | { readonly form: 'whole'; readonly schema: z.ZodType }
  | { readonly form: 'list'; readonly schema: z.ZodType; readonly globs?: boolean }
  | {
      readonly form: 'map';
      readonly schema: z.ZodType;
      readonly keys?: readonly string[];
      readonly globs?: boolean;
    };

export const MANIFEST_KEYS: Readonly<Record<string, KeyForm>> = {
  version: { form: 'whole', schema: z.literal(1) },
  exclude: { form: 'list', schema: text, globs: true },
  roles: { form: 'map', schema: z.array(text), keys: FILE_ROLES, globs: true },
  agents: { form: 'map', schema: agentSchema },
  budgets: { form: 'whole', schema: budgets },
  retention: { form: 'map', schema: z.string().regex(/^\d+\s*(d|h|w|m|y)$/, 'is a period such as 30d') },
  gateway: { form: 'whole', schema: gatewaySchema },
  attestations: { form: 'list', schema: attestationSchema },
  waivers: { form: 'list', schema: waiverSchema },
  severity: { form: 'map', schema: severitySchema },
  defaults: { form: 'whole', schema: defaults },
  rules: { form: 'list', schema: text, globs: true },
  sdks: { form: 'list', schema: text, globs: true },
};

/** True for a day that exists. */
export function isDate(value: string): boolean {
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}
