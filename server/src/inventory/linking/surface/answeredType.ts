// What error handlers are registered for and ask for: exceptions, with whose they are, or a status.
import { walkStatements } from '../../../languages/summary/walk';
import type { LinkContext } from '../context';
import type { AnsweredType } from '../moduleFacts';
import { answersModelFailures } from '../paths/answeredTypes';
import { typesAskedFor } from '../paths/handling';
import type { Abstract } from '../resolve/abstract';

export function answeredType({ catalog, module }: LinkContext, value: Abstract): AnsweredType {
  switch (value.kind) {
    case 'symbol': {
      const name = value.path.at(-1) ?? value.module;
      const sdk = catalog.sdkPackageOf(module.language, value.module);
      return sdk === undefined ? { name, origin: 'other' } : { name, origin: 'sdk', root: sdk };
    }
    case 'class':
      return { name: value.module.classes[value.class]!.name, origin: 'workspace' };
    case 'constant':
      return { name: String(value.value), origin: 'other' };
    default:
      return { name: '?', origin: 'other' };
  }
}

/** Questions of a handler that a failure of a model says yes to (`error instanceof APIError`), by path and start. */
export function modelAskedIn(
  context: LinkContext,
  { module, function: fn }: Extract<Abstract, { kind: 'function' }>,
): string[] {
  const { evaluator } = context;
  const asked: string[] = [];
  walkStatements(module.functions[fn]!.body, (statement) => {
    if (statement.kind !== 'if') return;
    const types = typesAskedFor(module, statement.condition)
      .map((type) => answeredType(context, evaluator.evaluate(type, evaluator.frame(module, fn))))
      .filter(({ origin }) => origin === 'sdk');
    if (types.length > 0 && answersModelFailures(types)) asked.push(`${module.path}@${statement.start}`);
  });
  return asked;
}
