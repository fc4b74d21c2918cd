// From a condition as written to one that runs: the dispatch on its form, and the short form used in `where`.
import { every, negate, some, verdict } from '../truth';
import { compileAttribute, compileHas } from './attribute';
import {
  BROKEN,
  type Condition,
  isRecord,
  joinReads,
  type Keys,
  NOTHING_READ,
  type Scope,
} from './condition';
import { compileConfigPath } from './configPathCondition';
import { compileGuardedBy } from './guardedBy';
import { compileIsA } from './isA';
import { compileOperation, OPERATOR_NAMES } from './operation';
import { compileProduct } from './product';

type Compiler = (raw: unknown, keys: Keys, scope: Scope) => Condition;

/** Forms with one key. `attr` and `configPath` stand beside their operator. */
const FORMS: Readonly<Record<string, Compiler>> = {
  all: (raw, keys, scope) => compileList(raw, keys, scope, every),
  any: (raw, keys, scope) => compileList(raw, keys, scope, some),
  not: (raw, keys, scope) => {
    const inner = compileCondition(raw, keys, scope);
    return { ...inner, test: (moment) => negate(inner.test(moment)) };
  },
  has: (raw, keys, scope) => compileHas(raw, keys, scope),
  guardedBy: compileGuardedBy,
  product: compileProduct,
  isA: compileIsA,
};

/** Compiles a condition. Faults are reported at `keys`; what comes back is then of no use but harmless. */
export function compileCondition(raw: unknown, keys: Keys, scope: Scope): Condition {
  if (!isRecord(raw)) {
    scope.report(keys, 'is no condition');
    return BROKEN;
  }
  if ('attr' in raw) return compileAttribute(raw, keys, scope);
  if ('configPath' in raw) return compileConfigPath(raw, keys, scope);
  const names = Object.keys(raw);
  const form = names.length === 1 ? names[0] : undefined;
  if (form !== undefined && Object.hasOwn(FORMS, form))
    return FORMS[form]!(raw[form], [...keys, form], scope);
  if (names.some((name) => OPERATOR_NAMES.includes(name))) return compileSelf(raw, keys, scope);
  const known = names.find((name) => Object.hasOwn(FORMS, name));
  scope.report(
    keys,
    known ? `"${known}" stands alone in a condition` : `unknown condition "${names.join(', ')}"`,
  );
  return BROKEN;
}

/**
 * Compiles a `where`: keys that are forms of conditions, and names of attributes with a constant (is), a list (in),
 * `{not: …}` or an operator. All must hold. An absent `where` always holds.
 */
export function compileWhere(raw: unknown, keys: Keys, scope: Scope): Condition {
  if (raw === undefined) return { test: () => verdict(true), attributes: [], reads: NOTHING_READ };
  if (!isRecord(raw)) {
    scope.report(keys, 'where is a map of attributes and conditions');
    return BROKEN;
  }
  if ('attr' in raw || 'configPath' in raw || Object.keys(raw).some((key) => OPERATOR_NAMES.includes(key)))
    return compileCondition(raw, keys, scope);
  const members = Object.entries(raw).map(([name, wanted]) =>
    Object.hasOwn(FORMS, name)
      ? FORMS[name]!(wanted, [...keys, name], scope)
      : compileShort(name, wanted, [...keys, name], scope),
  );
  return joined(members, every);
}

function compileShort(attr: string, wanted: unknown, keys: Keys, scope: Scope): Condition {
  if (Array.isArray(wanted)) return compileAttribute({ attr, in: wanted }, keys, scope);
  if (!isRecord(wanted)) return compileAttribute({ attr, is: wanted }, keys, scope);
  if (!('not' in wanted)) return compileAttribute({ attr, ...wanted }, keys, scope);
  const inner = compileShort(attr, wanted.not, keys, scope);
  return { ...inner, test: (moment) => negate(inner.test(moment)) };
}

/** `{is: true}`: the subject itself is a value. */
function compileSelf(raw: Readonly<Record<string, unknown>>, keys: Keys, scope: Scope): Condition {
  if (scope.kinds.some((kind) => kind !== 'config' && kind !== 'element')) {
    scope.report(keys, 'only values of configurations and lists are tested without attr');
    return BROKEN;
  }
  const shapes = scope.words?.length ? [{ words: scope.words, list: false }] : [];
  const operation = compileOperation(raw, keys, shapes, scope);
  if (!operation) return BROKEN;
  return {
    test: (moment) => operation(moment.view.self ?? { known: true, value: undefined }, moment),
    attributes: [],
    reads: NOTHING_READ,
  };
}

function compileList(raw: unknown, keys: Keys, scope: Scope, join: typeof every): Condition {
  if (!Array.isArray(raw) || raw.length === 0) {
    scope.report(keys, 'needs a list of conditions');
    return BROKEN;
  }
  return joined(
    raw.map((each, at) => compileCondition(each, [...keys, at], scope)),
    join,
  );
}

function joined(members: readonly Condition[], join: typeof every): Condition {
  return {
    test: (moment) => join(members.map((member) => member.test(moment))),
    attributes: members.flatMap((member) => member.attributes),
    reads: joinReads(members),
  };
}
