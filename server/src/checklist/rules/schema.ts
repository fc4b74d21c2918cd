// The rule data as written: items, rules, subjects. Form only; names and conditions are checked when they are compiled.
import { z } from 'zod';
import { FACT_KINDS } from '../../inventory/facts/fact';
import { FILE_ROLES } from '../../manifest/fileRoles';

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is written in kebab-case');
const itemId = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/, 'is written category/item');
const where = z.record(z.string(), z.unknown()).optional();
const roles = z.array(z.enum(FILE_ROLES)).min(1);
export const SEVERITIES = ['error', 'warning', 'information', 'hint', 'none'] as const;

const oneSubject = z.union([
  z.strictObject({ kind: z.enum(FACT_KINDS), where }),
  z.strictObject({ isA: kebab, where }),
  z.strictObject({ secret: z.literal(true), where }),
  z.strictObject({ config: z.string().min(1), at: z.string().min(1), where }),
]);
export type SerializableSource = z.infer<typeof oneSubject>;

/** A subject as a rule or facet writes it: a name of subjects.yaml, one source, or several. */
export const subjectSchema = z.union([
  kebab,
  oneSubject,
  z.strictObject({ any: z.array(oneSubject).min(1) }),
]);
export type SerializableSubject = z.infer<typeof subjectSchema>;

const title = z.string().min(1);
/** Of the title, where it is more than the title with an `s`. */
const plural = title.optional();

/** Facts of which some may hold subjects that nobody sees: those whose attribute cannot be told. They count as unknown then. */
const hidden = z.strictObject({ kind: z.enum(FACT_KINDS), attr: z.string().min(1) }).optional();

/** subjects.yaml: name to its definition. */
export const subjectsSchema = z.record(
  kebab,
  z.union([
    z.strictObject({ title, plural, kind: z.enum(FACT_KINDS), where, hidden }),
    z.strictObject({ title, plural, any: z.array(oneSubject).min(1), hidden }),
  ]),
);
export type SerializableSubjects = z.infer<typeof subjectsSchema>;

export const facetSchema = z.strictObject({
  title,
  quantifier: z.enum(['each', 'none', 'some']),
  subject: subjectSchema,
  applies: z.record(z.string(), z.unknown()).optional(),
  attestOnly: z.boolean().default(false),
});

export const itemSchema = z.strictObject({
  id: itemId,
  /** Place within its category. */
  position: z.number().int().min(1),
  title,
  why: z.string().min(1),
  remedy: z.string().min(1),
  /** True where rules decide it; without, the item is not-checked. */
  detected: z.boolean().default(false),
  /** Roles of files whose subjects are judged and get findings. */
  roles: roles.default(['product', 'config']),
  /** Roles of files that can prove something. */
  proofRoles: roles.default(['product', 'config']),
  facets: z.record(kebab, facetSchema),
});
export type SerializableItem = z.infer<typeof itemSchema>;

const condition = z.record(z.string(), z.unknown());

const decideSchema = z
  .strictObject({
    exempt: condition.optional(),
    met: condition.optional(),
    unset: condition.optional(),
    else: z.enum(['unknown', 'met', 'abstain']).default('unknown'),
  })
  .refine(({ exempt, met, unset }) => exempt ?? met ?? unset, 'decides nothing');

const text = z.string().min(1);
const severity = z.enum(SEVERITIES);

/** One text, or several of which the first whose condition is true is said; the last has none. */
const texts = z
  .union([text, z.array(z.strictObject({ when: condition.optional(), is: text })).min(1)])
  .refine(
    (written) =>
      typeof written === 'string' ||
      written.every(({ when }, at) => (when === undefined) === (at === written.length - 1)),
    'ends with the one text that has no condition',
  );
export type SerializableTexts = z.infer<typeof texts>;

export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^(custom\/)?[a-z0-9]+(-[a-z0-9]+)*$/, 'is written in kebab-case'),
    item: itemId,
    facet: kebab,
    /** The facet's subject if absent. */
    subject: subjectSchema.optional(),
    decide: decideSchema.optional(),
    evidence: z.array(condition).min(1).optional(),
    /** `abstain`: a question that cannot be answered is left to the other rules of the facet. */
    unknown: z.enum(['answer', 'abstain']).default('answer'),
    severity: z
      .union([severity, z.array(z.strictObject({ when: condition.optional(), is: severity })).min(1)])
      .default('none'),
    advice: z.boolean().default(false),
    /** Where it holds, what decides is the SDK and not the place: one finding for all subjects of a project with that SDK. */
    once: condition.optional(),
    place: z
      .string()
      .regex(/^(subject|definition|argument:[\w-]+|attribute:[\w-]+(\.unsetBranch)?)$/, 'is no place')
      .default('subject'),
    message: texts.optional(),
    /** What the line that proves a met answer shows, in a few words; why it is met if absent. */
    proof: texts.optional(),
    fix: z.array(kebab).default([]),
    supersedes: z.array(z.string()).default([]),
    cause: kebab.optional(),
    attestable: z.boolean().default(true),
    roles: roles.optional(),
    examples: z.strictObject({ bad: z.string().min(1), good: z.string().min(1) }).optional(),
  })
  .refine(
    ({ decide, evidence }) => (decide === undefined) !== (evidence === undefined),
    'needs either decide or evidence',
  )
  .refine(
    ({ severity: own, message }) => own === 'none' || message !== undefined,
    'needs a message for its finding',
  )
  .refine(
    ({ once, advice }) => once === undefined || advice,
    'is drawn once for many subjects, so it must be advice',
  );
export type SerializableRule = z.infer<typeof ruleSchema>;
