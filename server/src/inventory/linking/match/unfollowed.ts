// Requests through clients that are handed around at run time (`app.ai.responses.create({ model })`): told by their path, their model and a client made here.
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, placeOf, rootOf, type Site } from '../resolve/abstract';
import { formOf, meaningsOf } from '../resolve/calls';
import type { Evaluator } from '../resolve/evaluator';
import type { ClientType } from '../resolve/meaningSource';
import { valuesAt } from '../resolve/slotValues';
import type { Match } from './match';

/** One name alone (`create`, `invoke`) is a method of too many things. */
const MIN_PATH = 2;
/** Makers of a client that are looked at. */
const MAX_MADE = 40;

/** The requests a call sends if what it is called on is a client that cannot be followed to it. */
export function unfollowed(evaluator: Evaluator, site: Site): Match[] {
  const path: string[] = [];
  let object: Value = site.call.callee;
  const found: Match[] = [];
  while (object.kind === 'member') {
    path.unshift(object.property);
    object = object.object;
    if (path.length >= MIN_PATH) found.push(...through(evaluator, site, object, path));
  }
  return found;
}

function through(evaluator: Evaluator, site: Site, object: Value, path: readonly string[]): Match[] {
  const clients = evaluator.meanings.clientsWith(site.module.language, path.join('.'));
  if (clients.length === 0) return [];
  const held = evaluator.evaluate(object, site.frame);
  if (!alternatives(held).every((one) => isHidden(evaluator, one))) return [];
  return clients
    .filter((client) => isMade(evaluator, site, client))
    .flatMap(({ type }) => {
      const at = placeOf(site.module, object);
      const receiver: Abstract = { kind: 'instance', type, path: [], at };
      const callee: Abstract = { ...receiver, path };
      const open = { why: 'what it is called on cannot be followed', at };
      return meaningsOf(evaluator, callee, site)
        .filter(({ meaning }) =>
          (meaning.request?.model ?? []).some(
            (slot) => valuesAt(evaluator, slot, { site, receiver }).values.length > 0,
          ),
        )
        .map((known) => ({ site, known, form: formOf(site), callee, receiver, unfollowed: open }));
    });
}

/** True if nobody can say what the value is. What another package is known to give is something else. */
function isHidden(evaluator: Evaluator, value: Abstract): boolean {
  switch (value.kind) {
    case 'unknown':
      return true;
    case 'instance':
      return value.type === '' || value.path.length > 0;
    case 'result':
      return isHidden(evaluator, rootOf(value));
    case 'parameter': {
      const { annotation } = value.module.functions[value.function]?.parameters[value.index] ?? {};
      const type = annotation && evaluator.evaluate(annotation, evaluator.frame(value.module, 0));
      return type?.kind !== 'symbol' || type.module === 'global' || value.path.length > 0;
    }
    default:
      return false;
  }
}

/** True if a client of the type is made in the same program. */
function isMade(evaluator: Evaluator, { module }: Site, { type, makers }: ClientType): boolean {
  const { program } = evaluator;
  return makers.some((maker) =>
    program
      .callsNamed(maker, module)
      .filter(({ path }) => program.tells(path, module.path))
      .slice(0, MAX_MADE)
      .some(({ path, call }) => {
        const from = program.module(path);
        const site = from && evaluator.site(from, from.calls[call]!);
        return (
          site !== undefined &&
          alternatives(evaluator.callee(site))
            .flatMap((callee) => meaningsOf(evaluator, callee, site))
            .some(({ meaning, returns }) => meaning.client !== undefined && returns === type)
        );
      }),
  );
}
