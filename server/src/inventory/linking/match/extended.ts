// Parts a client is handed after it was made, which may have a say in a setting of every call: `session.mount("https://", PatientAdapter())`.
import type { Setting } from '../../../catalog/meaning';
import type { Value } from '../../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import { type Abstract, alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { isSame } from './assigned';
import type { Layer } from './layers';

/** Classes looked at on the way up. */
const MAX_BASES = 8;

type Class = Extract<Abstract, { kind: 'class' | 'object-of' }>;

/** The part of a client that may set it; undefined where it has none. */
export function partWithSay(evaluator: Evaluator, layer: Layer, setting: Setting): Abstract | undefined {
  const names = new Set(setting.slots.flatMap((slot) => (slot.from === 'keyword' ? [slot.name] : [])));
  const owners = setting.extended ? alternatives(evaluator.callee(layer.site)) : [];
  for (const method of setting.extended ?? []) {
    for (const { path, call } of evaluator.program.callsNamed(method, layer.site.module)) {
      const module = evaluator.program.module(path)!;
      const site = evaluator.site(module, module.calls[call]!);
      const { callee } = site.call;
      if (callee.kind !== 'member') continue;
      const given = alternatives(evaluator.evaluate(callee.object, site.frame));
      if (!given.some((value) => owners.some((owner) => isSame(owner, value, layer)))) continue;
      const found = site.call.arguments
        .flatMap((argument) => alternatives(evaluator.evaluate(argument.value, site.frame)))
        .find((value) => hasSay(evaluator, value, names));
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether a class of the workspace names the setting, or it cannot be told what a part is. */
function hasSay(evaluator: Evaluator, value: Abstract, names: ReadonlySet<string>, depth = 0): boolean {
  // With no option to ask for, anything that is made has one.
  if (names.size === 0) return value.kind !== 'constant' && value.kind !== 'text';
  if (value.kind === 'unknown' || value.kind === 'parameter' || depth > MAX_BASES) return true;
  // What an undescribed package makes.
  if (value.kind === 'result') return true;
  if (value.kind === 'symbol') {
    const from = evaluator.program.module(value.at.path);
    return (
      !from ||
      evaluator.meanings.ofExport(from.language, from.path, value.module, value.path, 'new').length === 0
    );
  }
  if (value.kind !== 'object-of' && value.kind !== 'class') return false;
  if (namesOne(value, names)) return true;
  const { module } = value;
  const summary = module.classes[value.class]!;
  const frame = evaluator.frame(module, summary.function);
  return summary.bases
    .flatMap((base) => alternatives(evaluator.evaluate(base, frame)))
    .some((base) => hasSay(evaluator, base, names, depth + 1));
}

/** Whether a method of a class has a name as parameter, keyword, key or member. */
function namesOne({ module, class: id }: Class, names: ReadonlySet<string>): boolean {
  const inside = module.functions.filter((fn) => fn.class === id);
  const isNamed = (value: Value): boolean => {
    let found = false;
    walkValue(value, (inner) => {
      found ||=
        (inner.kind === 'constant' && typeof inner.value === 'string' && names.has(inner.value)) ||
        (inner.kind === 'member' && names.has(inner.property)) ||
        (inner.kind === 'object' &&
          inner.entries.some((entry) => entry.kind === 'property' && names.has(entry.key)));
    });
    return found;
  };
  return inside.some((fn) => {
    let found = fn.parameters.some(({ name }) => names.has(name));
    walkStatements(fn.body, (statement) => {
      found ||= valuesOf(statement).some(isNamed);
    });
    return (
      found ||
      module.calls.some(
        (call) =>
          call.function === fn.id &&
          call.arguments.some(({ name, value }) => names.has(name ?? '') || isNamed(value)),
      )
    );
  });
}
