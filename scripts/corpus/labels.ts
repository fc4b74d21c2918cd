// The label files of test/corpus: their form, and reading them. A label says what a reader saw, never what the command printed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Facts that every label file lists completely: what else is found is wrong. */
export const FACT_KINDS = ['model-client', 'model-call', 'tool', 'agent', 'endpoint'] as const;
/** Sites that are listed in the files that name at least one of the kind. */
const LISTED_KINDS = ['prompt'] as const;
/** Faults, found by the findings of one item. */
export const FAULT_ITEMS = {
  secret: 'security/secrets-from-env',
  'error-leak': 'ux/friendly-errors',
} as const;
/** Places that show a measure: looked for among the proofs of the label's item, and scored on recall only. */
export const PROOF_KINDS = [
  ...['guardrail', 'trace-init', 'cache', 'fallback', 'human-approval', 'rate-limit', 'feedback'],
  ...['citation', 'health-check', 'retry'],
] as const;
const STATUSES = ['passing', 'failing', 'missing', 'not-applicable', 'unsure'] as const;

const sentence = z.string().min(1);
const place = z.string().regex(/^[^/\s].*:[1-9]\d*$/, 'a path of the repository and a line, as path:line');
const item = z.string().regex(/^[a-z]+\/[a-z-]+$/);

const common = {
  at: place.describe('Start of the call or definition, as path:line.'),
  also: z.array(place).optional().describe('Other places that count as the same site.'),
  name: z.string().optional(),
  optional: z.literal(true).optional().describe('Readers could disagree: neither a hit nor a miss counts.'),
  note: sentence.optional(),
};
const attribute = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const attributes = z.record(z.string(), attribute).optional().describe('What is left out is not scored.');

const site = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum([...FACT_KINDS, ...LISTED_KINDS]), ...common, attributes }),
  z.strictObject({ kind: z.enum(['secret', 'error-leak']), ...common }),
  z.strictObject({ kind: z.enum(PROOF_KINDS), item: item.describe('The item it is a proof of.'), ...common }),
]);
export type LabelledSite = z.infer<typeof site>;

const status = z.strictObject({
  status: z.enum(STATUSES),
  why: sentence,
  evidence: z.array(place).optional(),
  note: sentence.optional(),
});

export const labelSchema = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  languages: z.array(z.enum(['python', 'typescript'])).min(1),
  frameworks: z.array(z.string()),
  scope: z.array(z.string()).min(1).optional().describe('Only what lies below these folders was read.'),
  note: sentence.optional(),
  sites: z.array(site),
  items: z.record(item, status),
  corrections: z
    .array(z.strictObject({ what: sentence, why: sentence }))
    .optional()
    .describe('Labels that were wrong, and why.'),
});
export type Label = z.infer<typeof labelSchema>;

/** Packs by the family a label names. */
export type Families = ReadonlyMap<string, string>;

export function labelFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

export function readLabel(path: string): Label {
  const read = labelSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  return read.data;
}

export function readFamilies(path: string): Families {
  const families = z.record(z.string(), z.array(z.string())).parse(parse(readFileSync(path, 'utf8')));
  return new Map(Object.entries(families).flatMap(([family, packs]) => packs.map((pack) => [pack, family])));
}

/** The name of the files of a repository, here and in the folder of clones. */
export function fileNameOf(repository: string): string {
  return repository.replace('/', '+');
}

export function splitPlace(text: string): { readonly path: string; readonly line: number } {
  const colon = text.lastIndexOf(':');
  return { path: text.slice(0, colon), line: Number(text.slice(colon + 1)) };
}

export function isWithin(path: string, folder: string): boolean {
  const plain = folder.replace(/\/$/, '');
  return path === plain || path.startsWith(`${plain}/`);
}

export function joinLabels(root: string): { readonly labels: string; readonly families: string } {
  const folder = join(root, 'test/corpus');
  return { labels: join(folder, 'labels'), families: join(folder, 'families.yaml') };
}
