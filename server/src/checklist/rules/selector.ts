// Choosing subjects: selectors compiled from their written form, and asked whether something is one of theirs.

import type { FactKind } from '../../inventory/facts/fact';
import { type Noun, severalOf } from '../../text/noun';
import { parseAttributePath, shapeAt } from './attributePath';
import { compileWhere } from './conditions/compile';
import { BROKEN, type Keys, type ReadKind, type Scope } from './conditions/condition';
import { parseConfigPath } from './configPath';
import type { Moment } from './operator';
import type { Hidden, Selector, Source, SourceKind } from './rule';
import type { SerializableSource, SerializableSubject, SerializableSubjects } from './schema';
import type { ViewKind } from './subjectView';
import { every, some, unknownBecause, type Verdict, verdict } from './truth';

export type Subjects = ReadonlyMap<string, Selector>;
export type ScopeFor = (kinds: readonly ViewKind[]) => Scope;

/** Compiles a subject of a rule or facet. Unknown names are reported. */
export function compileSelector(
  written: SerializableSubject,
  keys: Keys,
  subjects: Subjects,
  scopeFor: ScopeFor,
): Selector {
  const parts: readonly SerializableSource[] =
    typeof written === 'string' ? [{ isA: written }] : 'any' in written ? written.any : [written];
  const compiled = parts.map((part, at) =>
    compileSource(part, parts.length > 1 ? [...keys, 'any', at] : keys, subjects, scopeFor),
  );
  const sources = compiled.flatMap((each) => each.sources);
  const noun = {
    one: compiled.map((each) => each.noun.one).join(' or '),
    many: compiled.map((each) => each.noun.many).join(' or '),
  };
  return { noun, sources, reads: readsOf(sources), hidden: compiled.flatMap((each) => each.hidden) };
}

/** Compiles subjects.yaml in its order; a subject may build on those above it. */
export function compileSubjects(
  written: SerializableSubjects,
  scopeFor: (subjects: Subjects) => ScopeFor,
): Map<string, Selector> {
  const subjects = new Map<string, Selector>();
  for (const [name, each] of Object.entries(written)) {
    const parts = 'any' in each ? each.any : [{ kind: each.kind, where: each.where }];
    const at = (index: number): Keys => ('any' in each ? [name, 'any', index] : [name]);
    const compiled = parts.map((part, index) => compileSource(part, at(index), subjects, scopeFor(subjects)));
    const sources = compiled.flatMap((part) => part.sources.map((source) => ({ ...source, name })));
    const hidden = compileHidden(each.hidden, [name, 'hidden'], scopeFor(subjects));
    const inherited = compiled.flatMap((part) => part.hidden);
    const noun = { one: each.title, many: each.plural ?? severalOf(each.title) };
    subjects.set(name, { noun, sources, reads: readsOf(sources), hidden: [...inherited, ...hidden] });
  }
  return subjects;
}

function compileSource(
  written: SerializableSource,
  keys: Keys,
  subjects: Subjects,
  scopeFor: ScopeFor,
): Pick<Selector, 'noun' | 'sources' | 'hidden'> {
  const whereKeys = [...keys, 'where'];
  if ('isA' in written) {
    const base = subjects.get(written.isA);
    if (!base) {
      scopeFor([]).report([...keys, 'isA'], `unknown subject "${written.isA}"`);
      return { noun: { one: written.isA, many: written.isA }, sources: [], hidden: [] };
    }
    const sources = base.sources.map((source) => {
      if (written.where === undefined) return source;
      const where = compileWhere(written.where, whereKeys, scopeFor([viewKind(source.from)]));
      return { ...source, extra: where };
    });
    return { noun: base.noun, sources, hidden: base.hidden };
  }
  const from = sourceKind(written, keys, scopeFor);
  const where = compileWhere(written.where, whereKeys, scopeFor([viewKind(from)]));
  const title = titleOf(from);
  return { noun: { one: title, many: severalOf(title) }, sources: [{ from, where }], hidden: [] };
}

function compileHidden(
  written: SerializableSubjects[string]['hidden'],
  keys: Keys,
  scopeFor: ScopeFor,
): readonly Hidden[] {
  if (!written) return [];
  const { kind, attr } = written;
  const path = parseAttributePath(attr);
  const shape = path ? shapeAt(kind, path) : `"${attr}" is no attribute`;
  if (!path || typeof shape === 'string') {
    scopeFor([]).report([...keys, 'attr'], String(shape));
    return [];
  }
  const where = compileWhere(undefined, keys, scopeFor([kind]));
  const sources: readonly Source[] = [{ from: { kind: 'fact', fact: kind }, where }];
  const noun = { one: kind, many: severalOf(kind) };
  return [{ holders: { noun, sources, reads: readsOf(sources), hidden: [] }, path }];
}

function sourceKind(
  written: Exclude<SerializableSource, { isA: string }>,
  keys: Keys,
  scopeFor: ScopeFor,
): SourceKind {
  if ('kind' in written) return { kind: 'fact', fact: written.kind };
  if ('secret' in written) return { kind: 'secret' };
  const path = parseConfigPath(written.at);
  if (!path) scopeFor([]).report([...keys, 'at'], `"${written.at}" is no path`);
  return { kind: 'config', format: written.config, path: path ?? [] };
}

/** Whether what is looked at is chosen by a selector. */
export function selects(selector: Selector, moment: Moment): Verdict {
  const answers = selector.sources
    .filter(({ from }) => from.kind === 'config' || viewKind(from) === moment.view.kind)
    .map((source) => selectsFrom(source, selector.noun, moment));
  return answers.length === 0 ? verdict(false) : some(answers);
}

function selectsFrom(source: Source, noun: Noun, moment: Moment): Verdict {
  const mark = source.name === undefined ? undefined : moment.view.fact?.isA[source.name];
  const base =
    mark === true
      ? verdict(true)
      : mark === 'unknown'
        ? unknownBecause([
            { why: `whether it is one of the ${noun.many} cannot be told`, place: moment.view.place },
          ])
        : source.where.test(moment);
  if (!source.extra || base.truth === false) return base;
  return every([base, source.extra.test(moment)]);
}

export function kindsOf(selector: Selector): readonly ViewKind[] {
  return [...new Set(selector.sources.map(({ from }) => viewKind(from)))];
}

function viewKind(from: SourceKind): FactKind | 'secret' | 'config' {
  return from.kind === 'fact' ? from.fact : from.kind;
}

function titleOf(from: SourceKind): string {
  if (from.kind === 'fact') return from.fact.replaceAll('-', ' ');
  return from.kind === 'secret' ? 'secret' : `${from.format} file`;
}

function readsOf(sources: readonly Source[]): ReadonlySet<ReadKind> {
  return new Set(
    sources.flatMap(({ from, where, extra = BROKEN }) => [viewKind(from), ...where.reads, ...extra.reads]),
  );
}
