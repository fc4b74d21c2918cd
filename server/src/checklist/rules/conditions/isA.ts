// `{isA: <name>}`: the subject is also a subject of this name.
import { verdict } from '../truth';
import { BROKEN, type Condition, type Keys, NOTHING_READ, type Scope } from './condition';

export function compileIsA(raw: unknown, keys: Keys, scope: Scope): Condition {
  if (typeof raw !== 'string' || !scope.loading.subjects.has(raw)) {
    scope.report(keys, `unknown subject ${JSON.stringify(raw)}`);
    return BROKEN;
  }
  const possible = scope.kindsOf(raw);
  if (possible && !scope.kinds.some((kind) => possible.includes(kind)))
    scope.report(keys, `a ${scope.kinds.join(' or ')} is never a ${raw}`);
  return {
    test: (moment) => (moment.view.fact ? moment.world.isA(moment, raw, moment.view.fact) : verdict(false)),
    attributes: [],
    reads: NOTHING_READ,
  };
}
