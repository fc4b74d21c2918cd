// The repairs of the fixes room behind the door that editor features use: offers by finding, and edits bound to the texts they were made for.

import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Engine } from '../engine/engine';
import type { FileEdit, Fix, FixInput, Repair } from '../fixes/fix';
import { isListed, offerFix } from '../fixes/offer';
import { isRefusal } from '../languages/edits/textEdit';
import { capitalised } from '../text/capitalised';
import { LineTable } from '../text/lineTable';
import type { Log } from '../workspace/ports';
import { logError } from './guard';
import type { FileChange, RepairOutcome, Repairs } from './repairs';

/** What a repair may ask about a finding of this engine; undefined if the engine has moved on. */
export type InputOf = (engine: Engine, finding: Finding) => FixInput | undefined;

/** Repairs of these kinds. One whose title throws is logged and not offered; the others are. */
export function createRepairs(fixes: readonly Fix[], inputOf: InputOf, log: Log): Repairs {
  const byId = new Map(fixes.map((fix) => [fix.id, fix]));
  return {
    offers(engine, finding) {
      const input = finding.fixes.length > 0 ? inputOf(engine, finding) : undefined;
      if (!input) return [];
      return finding.fixes.flatMap((id) => {
        const fix = byId.get(id);
        const title = fix && isListed(fix, input) ? titleOf(fix, input, log) : undefined;
        return fix && title ? [{ id, title, safety: fix.safety }] : [];
      });
    },
    async make(engine, analysis, finding, id) {
      const fix = finding.fixes.includes(id) ? byId.get(id) : undefined;
      if (!fix) return { kind: 'refused', why: 'There is no such repair for this finding.' };
      return make(fix, engine, analysis, finding, inputOf(engine, finding));
    },
  };
}

function titleOf(fix: Fix, input: FixInput, log: Log): string | undefined {
  try {
    return fix.title(input);
  } catch (error) {
    logError(log, `The repair ${fix.id}`, error);
    return undefined;
  }
}

async function make(
  fix: Fix,
  engine: Engine,
  analysis: Analysis,
  finding: Finding,
  input: FixInput | undefined,
): Promise<RepairOutcome> {
  if (!input || !(await isAsAnalysed(engine, analysis, finding.place.path))) return { kind: 'stale' };
  // The texts that the repair has seen: its offsets hold for these and no others.
  const seen = new Map<string, string>();
  const outcome = await offerFix(fix, {
    ...input,
    read: async (path) => {
      const text = await input.read(path);
      if (text !== undefined) seen.set(path, text);
      return text;
    },
  });
  if (isRefusal(outcome)) return { kind: 'refused', why: sentence(outcome.refused) };
  const files = await Promise.all(outcome.edits.map((edit) => toChange(engine, edit, seen.get(edit.path))));
  if (files.some((file) => file === undefined)) return { kind: 'stale' };
  return {
    kind: 'changes',
    title: outcome.title,
    safety: fix.safety,
    annotation: annotationOf(outcome),
    notes: outcome.notes,
    files: files.filter((file) => file !== undefined),
  };
}

/** Why, and what is left to do: where an editor shows several files before they change, both are read there. */
function annotationOf({ annotation, notes = [] }: Repair): string | undefined {
  return [...(annotation ? [sentence(annotation)] : []), ...notes].join(' ') || undefined;
}

async function toChange(
  engine: Engine,
  edit: FileEdit,
  seen: string | undefined,
): Promise<FileChange | undefined> {
  const { path, edits } = edit;
  const now = await engine.text(path);
  if (edit.create) return now === undefined ? { path, edits } : undefined;
  return now !== undefined && (seen === undefined || seen === now) ? { path, edits, before: now } : undefined;
}

/** Lines as the analysis has them; a file that changed without anybody telling shows here. */
async function isAsAnalysed(engine: Engine, analysis: Analysis, path: string): Promise<boolean> {
  const lines = analysis.lineTable(path);
  const text = await engine.text(path);
  if (!lines || text === undefined) return false;
  const now = LineTable.of(text);
  return (
    now.length === lines.length &&
    now.lineStarts.length === lines.lineStarts.length &&
    now.lineStarts.every((start, at) => start === lines.lineStarts[at])
  );
}

/** Reasons are phrases; people get a sentence. */
function sentence(phrase: string): string {
  const first = capitalised(phrase);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
