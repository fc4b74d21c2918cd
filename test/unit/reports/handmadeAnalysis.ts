// Analyses made by hand: a handmade inventory assessed with the real checklist, and texts that give its places lines.
import { assess } from '../../../server/src/checklist/checklist';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import type { RuleSet } from '../../../server/src/checklist/rules/rule';
import type { Analysis } from '../../../server/src/engine/analysis';
import { createManifest } from '../../../server/src/manifest/manifest';
import { parseManifest } from '../../../server/src/manifest/parse';
import type { ReportOptions } from '../../../server/src/reports/report';
import { plainStyle } from '../../../server/src/reports/style';
import { LineTable } from '../../../server/src/text/lineTable';
import { loadReal } from '../checklist/diskReader';
import { inventory, type Parts } from '../checklist/handmade';

export const TODAY = '2026-11-22';
export const OPTIONS: ReportOptions = {
  tool: { name: 'airworthy', version: '1.2.3' },
  style: plainStyle,
  detail: 'normal',
};

/** What must not reach a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** The real rules, read once. */
export const RULES: RuleSet = loadReal().rules;

export interface AnalysisParts extends Parts {
  readonly manifest?: string;
  /** By path; a file without text has no lines. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly skipped?: readonly { readonly path: string; readonly why: string }[];
  readonly partial?: Analysis['inventory']['files']['partial'];
}

export function analysisOf({
  manifest = '',
  texts = {},
  skipped = [],
  partial = [],
  ...parts
}: AnalysisParts): Analysis {
  const base = inventory(parts);
  const made = { ...base, files: { scanned: 12, parsed: 3, skipped, partial } };
  const assessment = assess({
    inventory: made,
    rules: RULES,
    manifest: createManifest([parseManifest('airworthy.yaml', manifest)]),
    today: TODAY,
    textOf: ({ path, start, end }) => texts[path]?.slice(start, end),
  })!;
  return {
    revision: 1,
    root: '/project',
    inventory: made,
    items: assessment.items,
    scopes: assessment.scopes,
    readiness: assessment.readiness,
    findings: assessment.findings,
    remarks: assessment.manifestDiagnostics,
    ruleErrors: assessment.ruleErrors,
    faults: [],
    hasAgent: made.facts.some(({ kind }) => kind !== 'file'),
    lineTable: (path) => {
      const text = texts[path];
      return text === undefined ? undefined : LineTable.of(text);
    },
  };
}

/** A finding that needs no rule. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '0123456789abcdef',
    rule: 'missing-output-cap',
    item: 'cost/max-tokens',
    facet: 'every-call',
    severity: 'warning',
    advice: false,
    message: '`ask` can return any number of tokens.',
    place: { path: 'src/app.ts', start: 0, end: 5 },
    related: [],
    subject: 'model-call:src/app.ts#ask',
    subjects: ['model-call:src/app.ts#ask'],
    project: '',
    fixes: [],
    alsoIn: [],
    ...more,
  };
}
