// What a client is given after it was made: `client.defaults.timeout = 5000`, `session.request = …`.
import type { Setting } from '../../../catalog/meaning';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { ABSENT, blocked, type Presence } from '../resolve/presence';
import type { NamedAssignment } from '../resolve/program';
import type { Layer } from './layers';

/** The values assigned to a client for a setting; blocked where it is open whether they hold at the call. */
export function assignedValues(evaluator: Evaluator, layer: Layer, setting: Setting): Presence {
  for (const member of setting.replaced ?? []) {
    const [first] = assignmentsOf(evaluator, layer, [member]);
    if (first) return blocked(`its ${member} is replaced`, placeOf(first.module, first.value));
  }
  const found = setting.assigned ? assignmentsOf(evaluator, layer, setting.assigned.split('.')) : [];
  const [first] = found;
  if (!first) return ABSENT;
  const certain = found.every((one) => holdsAt(one, layer));
  if (!certain || found.length > 1)
    return blocked('it is assigned while the program runs', placeOf(first.module, first.value));
  const frame = evaluator.frame(first.module, first.function);
  return { values: [evaluator.evaluate(first.value, frame)], absent: false };
}

/** Whether what a module assigns as it loads holds for a call: of a client that is made, only if it came before. */
function holdsAt({ module, function: fn, always, start }: NamedAssignment, { site, known }: Layer): boolean {
  if (fn !== 0 || !always) return false;
  if (known.returns === undefined || known.meaning.effect) return true;
  return site.module === module && start < site.call.start;
}

function assignmentsOf(evaluator: Evaluator, layer: Layer, path: readonly string[]): NamedAssignment[] {
  const owners = alternatives(evaluator.callee(layer.site));
  return evaluator.program.assignmentsTo(path.at(-1)!, layer.site.module).filter((one) => {
    const object = one.adds ? undefined : objectOf(one.object, path.slice(0, -1));
    if (!object) return false;
    const given = alternatives(evaluator.evaluate(object, evaluator.frame(one.module, one.function)));
    return given.some((value) => owners.some((owner) => isSame(owner, value, layer)));
  });
}

/** `client` in `client.defaults`. */
function objectOf(value: Value, path: readonly string[]): Value | undefined {
  let object = value;
  for (let i = path.length - 1; i >= 0; i--) {
    if (object.kind !== 'member' || object.property !== path[i]) return undefined;
    object = object.object;
  }
  return object;
}

/** Whether something is what a call is made on: the client, or the export it is a member of. */
export function isSame(callee: Abstract, value: Abstract, { receiver }: Layer): boolean {
  if (callee.kind === 'symbol')
    return (
      value.kind === 'symbol' &&
      value.module === callee.module &&
      value.path.join('.') === (callee.path.length > 1 ? callee.path.slice(0, -1) : callee.path).join('.')
    );
  return (
    receiver?.kind === 'instance' &&
    receiver.origin !== undefined &&
    value.kind === 'instance' &&
    value.path.length === 0 &&
    value.origin?.site.call === receiver.origin.site.call
  );
}
