// The stable form of `check --format json`, schema 1. Keys may be added; none may change. The published JSON Schema is made from this.
import { z } from 'zod';
import { FACT_KINDS } from '../inventory/facts/fact';
import { FILE_ROLES } from '../manifest/fileRoles';

const count = z.int().min(0);
const position = z.int().min(1);

const place = z
  .object({
    path: z.string().describe('Relative to the root, with forward slashes.'),
    line: position.describe('1-based.'),
    column: position.describe('1-based, in UTF-16 units.'),
    endLine: position,
    endColumn: position,
    cell: count.optional().describe('0-based index of a notebook cell.'),
    label: z.string().optional(),
  })
  .meta({ id: 'place' });

const readiness = z
  .object({
    ready: z.boolean().nullable().describe('Null while an item is not checked, or if nothing applies.'),
    score: z.number().min(0).max(1).nullable().describe('(passing + attested) / applicable.'),
    applicable: count,
    passing: count,
    attested: count,
    failing: count,
    missing: count,
    unknown: count,
    waived: count,
    notApplicable: count,
    notChecked: count,
  })
  .meta({ id: 'readiness' });

const facet = z
  .object({
    id: z.string(),
    state: z.enum(['violated', 'met', 'attested', 'open', 'unknown', 'not-applicable', 'not-checked']),
    met: count,
    unset: count,
    unknown: count,
    evidence: z.array(place).describe('Places that prove it, the first ones only.'),
    evidenceTotal: count,
    note: z.string().describe('The reason in words.'),
  })
  .meta({ id: 'facet' });

const status = z
  .enum(['failing', 'missing', 'unknown', 'waived', 'attested', 'passing', 'not-applicable', 'not-checked'])
  .meta({ id: 'status' });

const item = z.object({
  id: z.string().describe('category/name'),
  title: z.string(),
  category: z.string(),
  status,
  facets: z.array(facet),
  subjects: count,
  findings: z.array(z.string()).describe('Fingerprints.'),
  waiver: z.object({ reason: z.string(), owner: z.string(), until: z.string().optional(), place }).optional(),
  attestation: z
    .object({ by: z.string(), on: z.string(), expires: z.string(), evidence: z.string().optional(), place })
    .optional(),
});

const scope = z.object({
  id: z.string(),
  kind: z.enum(['folder', 'project', 'agent']),
  path: z.string(),
  name: z.string(),
  readiness,
  items: z.array(z.object({ id: z.string(), status, facets: z.array(facet) })),
});

const finding = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  rule: z.string(),
  item: z.string(),
  facet: z.string(),
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  message: z.string(),
  place,
  related: z.array(place),
  subject: z.string(),
  subjects: z.array(z.string()),
  fixes: z.array(
    z.object({ id: z.string(), title: z.string(), safety: z.enum(['safe', 'confirm', 'scaffold']) }),
  ),
  suppressed: z
    .object({
      by: z.enum(['inline', 'waiver', 'severity', 'baseline']),
      place: place.optional(),
      until: z.string().optional(),
    })
    .optional(),
  answered: z.object({ place, by: z.string(), expires: z.string() }).optional(),
});

const inventoryEntry = z.object({
  id: z.string().describe('kind:path#name[~n]'),
  kind: z.enum(FACT_KINDS),
  name: z.string(),
  role: z.enum(FILE_ROLES),
  place,
  attributes: z.record(
    z.string(),
    z.object({
      value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
      effective: z.unknown().optional(),
      because: z.string(),
      place: place.optional(),
    }),
  ),
});
export type InventoryEntry = z.infer<typeof inventoryEntry>;

const tool = z.object({ name: z.string(), version: z.string() });
const skipped = z.array(z.object({ path: z.string(), why: z.string() }));
const partial = z
  .array(
    z.object({
      path: z.string(),
      why: z.string(),
      line: position.optional().describe('1-based: where the first of it stands.'),
    }),
  )
  .describe('Read, but not all of it: broken syntax, bytes that are no text.');
const files = z.object({ scanned: count, parsed: count, skipped, partial });

export const checkSchema = z.object({
  schema: z.literal(1),
  tool,
  readiness,
  items: z.array(item).describe('Worst over all scopes, in the order of the checklist.'),
  scopes: z.array(scope),
  findings: z.array(finding).describe('By place; suppressed and answered ones included.'),
  inventory: z.array(inventoryEntry),
  files,
  remarks: z
    .array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'information']),
        message: z.string(),
        place,
      }),
    )
    .describe('On airworthy.yaml and on ignore comments, by place.'),
});
export type CheckJson = z.infer<typeof checkSchema>;

export const inventorySchema = z.object({
  schema: z.literal(1),
  tool,
  inventory: z.array(inventoryEntry),
  files,
});
export type InventoryJson = z.infer<typeof inventorySchema>;
