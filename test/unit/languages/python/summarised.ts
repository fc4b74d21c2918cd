// Reads Python text for the tests of this folder, and shows summaries in a form short enough to compare.

import { language } from '../../../../server/src/languages/python/language';
import type {
  CallSite,
  FunctionSummary,
  ModuleSummary,
  Statement,
} from '../../../../server/src/languages/summary/module';
import type { Value } from '../../../../server/src/languages/summary/value';
import type { Span } from '../../../../server/src/text/span';

export async function summarised(text: string): Promise<ModuleSummary> {
  await language.prepare();
  const summary = language.summarise('module.py', text);
  if (summary.kind !== 'module') throw new Error('not a module');
  return summary;
}

/** A copy without spans, which most tests do not ask about. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => !/^(?:start|end|.*[sS]pan)$/.test(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, bare(each)]));
}

/** The value assigned to `x` in `x = <expression>`, after the given lines. */
export async function readValue(expression: string, before = ''): Promise<Value> {
  const summary = await summarised(`${before}x = ${expression}\n`);
  const last = bodyOf(summary).at(-1);
  if (last?.kind !== 'assign' || !last.value) throw new Error(`no assignment in ${JSON.stringify(last)}`);
  return last.value;
}

export async function bareValueOf(expression: string, before = ''): Promise<unknown> {
  return bare(await readValue(expression, before));
}

export function bodyOf(summary: ModuleSummary, name?: string): readonly Statement[] {
  return (name === undefined ? summary.functions[0]! : functionOf(summary, name)).body;
}

export function functionOf(summary: ModuleSummary, name: string): FunctionSummary {
  const found = summary.functions.find((each) => each.name === name);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

export function callOf(summary: ModuleSummary, text: string, property: string): CallSite {
  const found = summary.calls.find(
    (each) => text.slice(each.calleeSpan.start, each.calleeSpan.end) === property,
  );
  if (!found) throw new Error(`no call of ${property}`);
  return found;
}

/** Every object with a start and an end, anywhere in the summary. */
export function spansIn(value: unknown): Span[] {
  if (Array.isArray(value)) return value.flatMap(spansIn);
  if (value === null || typeof value !== 'object') return [];
  const nested = Object.values(value).flatMap(spansIn);
  return 'start' in value && 'end' in value ? [value as Span, ...nested] : nested;
}

export const constant = (value: string | number | boolean | null) => ({ kind: 'constant', value });
export const reference = (name: string) => ({ kind: 'reference', name });
export const member = (object: unknown, property: string) => ({ kind: 'member', object, property });
