// A written rule to one that runs. Every name it uses is checked here.
import { compileCondition } from './conditions/compile';
import { type Condition, joinReads, type Keys, type Scope } from './conditions/condition';
import type { ConditionalText, Item, PlaceWanted, Rule } from './rule';
import type { SerializableRule, SerializableTexts } from './schema';
import { compileSelector, kindsOf, type ScopeFor, type Subjects } from './selector';

export interface RuleContext {
  readonly items: ReadonlyMap<string, Item>;
  readonly subjects: Subjects;
  /** Ids of the repairs that exist; undefined if that is not known. */
  readonly fixes?: ReadonlySet<string>;
  readonly path: string;
  readonly line: number;
  readonly report: (keys: Keys, message: string) => void;
  readonly scopeFor: ScopeFor;
}

/** Compiles one rule; undefined if its item or facet does not exist. Other faults are reported, and the rule must then not run. */
export function compileRule(written: SerializableRule, context: RuleContext): Rule | undefined {
  const item = context.items.get(written.item);
  if (!item) {
    context.report(['item'], `unknown item "${written.item}"`);
    return undefined;
  }
  const facet = item.facets.find(({ id }) => id === written.facet);
  if (!facet) {
    context.report(['facet'], `${item.id} has no facet "${written.facet}"`);
    return undefined;
  }
  if (written.evidence && facet.quantifier !== 'some')
    context.report(
      ['evidence'],
      `evidence is for facets that need one proof; ${facet.id} is "${facet.quantifier}"`,
    );
  const subject =
    written.subject === undefined
      ? facet.subject
      : compileSelector(written.subject, ['subject'], context.subjects, context.scopeFor);
  const scope = context.scopeFor(kindsOf(subject));
  const condition = (raw: unknown, keys: Keys): Condition | undefined =>
    raw === undefined ? undefined : compileCondition(raw, keys, scope);
  const { decide } = written;
  const conditions = {
    exempt: condition(decide?.exempt, ['decide', 'exempt']),
    met: condition(decide?.met, ['decide', 'met']),
    unset: condition(decide?.unset, ['decide', 'unset']),
    evidence: written.evidence?.map((each, at) => compileCondition(each, ['evidence', at], scope)),
  };
  const once = condition(written.once, ['once']);
  const severities = compileSeverities(written, condition);
  checkFixes(written, context);
  const messages = compileTexts('message', written.message ?? '', condition);
  for (const { text } of messages) checkText('message', text, ['subject'], scope);
  const proofs = compileTexts('proof', written.proof ?? [], condition);
  for (const { text } of proofs) checkText('proof', text, ['because'], scope);
  const all = [conditions.exempt, conditions.met, conditions.unset, ...(conditions.evidence ?? []), once];
  const used = [...all, ...[...severities, ...messages, ...proofs].map(({ when }) => when)].filter(
    (each) => each !== undefined,
  );
  return {
    id: written.id,
    item: item.id,
    facet: facet.id,
    path: context.path,
    line: context.line,
    subject,
    roles: written.roles ? new Set(written.roles) : item.roles,
    proofRoles: item.proofRoles,
    ...conditions,
    otherwise: decide?.else ?? 'unknown',
    unknown: written.unknown,
    severities,
    advice: written.advice,
    once,
    place: compilePlace(written, scope),
    messages,
    proofs,
    fixes: written.fix,
    supersedes: written.supersedes,
    cause: written.cause,
    attestable: written.attestable,
    examples: written.examples,
    reads: new Set([...subject.reads, ...joinReads(used)]),
  };
}

function compileSeverities(
  written: SerializableRule,
  condition: (raw: unknown, keys: Keys) => Condition | undefined,
): Rule['severities'] {
  const list =
    typeof written.severity === 'string' ? [{ when: undefined, is: written.severity }] : written.severity;
  return list.map(({ when, is }, at) => ({
    when: condition(when, ['severity', at, 'when']),
    severity: is === 'none' ? undefined : is,
  }));
}

function compileTexts(
  key: 'message' | 'proof',
  written: SerializableTexts,
  condition: (raw: unknown, keys: Keys) => Condition | undefined,
): readonly ConditionalText[] {
  if (typeof written === 'string') return [{ text: written }];
  return written.map(({ when, is }, at) => ({ when: condition(when, [key, at, 'when']), text: is }));
}

function compilePlace(written: SerializableRule, scope: Scope): PlaceWanted {
  const [kind, name = ''] = written.place.split(':');
  if (kind === 'argument') return { kind, name };
  if (kind !== 'attribute') return { kind: kind === 'definition' ? kind : 'subject' };
  const [attribute = '', part] = name.split('.');
  compileCondition({ attr: attribute, exists: true }, ['place'], {
    ...scope,
    report: (_keys, message) => scope.report(['place'], message),
  });
  return { kind, name: attribute, branch: part !== undefined };
}

function checkFixes(written: SerializableRule, context: RuleContext): void {
  for (const [at, fix] of written.fix.entries())
    if (context.fixes && !context.fixes.has(fix)) context.report(['fix', at], `unknown fix "${fix}"`);
}

/** Every `{attr.<path>}` of a text must be readable; `words` are the other placeholders it may hold. */
function checkText(key: 'message' | 'proof', text: string, words: readonly string[], scope: Scope): void {
  for (const [whole, name = ''] of text.matchAll(/\{([^}]*)\}/g)) {
    if (words.includes(name)) continue;
    if (name.startsWith('attr.')) {
      const report = (_keys: Keys, message: string) => scope.report([key], message);
      compileCondition({ attr: name.slice('attr.'.length), exists: true }, [key], { ...scope, report });
    } else scope.report([key], `unknown placeholder ${whole}`);
  }
}
