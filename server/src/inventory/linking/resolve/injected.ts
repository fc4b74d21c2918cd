// Parameters that a framework fills (`client: OpenAI = Depends(get_client)`): what their default, their metadata and their type tell.
import type { Parameter } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, type Frame, oneOf, unknown } from './abstract';
import type { Evaluator } from './evaluator';
import { valuesAt } from './slotValues';
import { typeAlias } from './typeAlias';
import { typed } from './types';

/** What a parameter is where its value alone does not tell: what is injected, else an instance of its type. */
export function byDeclaration(
  evaluator: Evaluator,
  declared: Parameter | undefined,
  bound: Abstract,
  frame: Frame,
  at: Abstract['at'],
): Abstract {
  const annotation = declared?.annotation;
  if (!annotation) return bound;
  const open = bound.kind === 'parameter' || bound.kind === 'unknown';
  // Values that packages give and no pack knows; one read off an object that a pack knows, injected.
  const unseen =
    bound.kind === 'result' ||
    (bound.kind === 'instance' &&
      (bound.type === '' || (bound.path.length > 0 && declared.default?.kind === 'call')));
  if (!open && !unseen) return bound;
  const filled =
    bound.kind === 'parameter' ? fromMetadata(evaluator, annotation, frame) : given(evaluator, bound);
  if (filled && alternatives(filled).every(isSeen)) return filled;
  const type = typed(evaluator, annotation, frame, at);
  if (!type) return bound;
  // A mark is never the value itself.
  const mark = bound.kind === 'instance' && bound.origin?.known.meaning.before !== undefined;
  return open || mark || alternatives(type).every(({ kind }) => kind === 'instance') ? type : bound;
}

/** What the calls after the type in `Annotated[T, Depends(get)]` give, where it is seen what that is. */
function fromMetadata(evaluator: Evaluator, annotation: Value, frame: Frame): Abstract | undefined {
  if (annotation.kind === 'reference') {
    const alias = typeAlias(evaluator.program, frame.module, annotation.name);
    return alias && fromMetadata(evaluator, alias.value, evaluator.frame(alias.module, 0));
  }
  if (annotation.kind !== 'index' || annotation.index.kind !== 'list') return undefined;
  for (const { value } of annotation.index.items) {
    const filled = value.kind === 'call' ? given(evaluator, evaluator.evaluate(value, frame)) : undefined;
    if (filled) return filled;
  }
  return undefined;
}

/** What a mark that names a function to run before (`Depends(get)`) gives: what that function does, or an object of that class. */
function given(evaluator: Evaluator, mark: Abstract): Abstract | undefined {
  if (mark.kind !== 'instance' || mark.path.length > 0) return undefined;
  const { origin, at } = mark;
  const results = (origin?.known.meaning.before ?? [])
    .flatMap((slot) => valuesAt(evaluator, slot, { site: origin!.site }).values.flatMap(alternatives))
    .map((value): Abstract => {
      if (value.kind === 'function') return evaluator.callFunction(value, undefined);
      return value.kind === 'class'
        ? { kind: 'object-of', module: value.module, class: value.class, at }
        : unknown('it cannot be followed', at);
    });
  return results.length > 0 ? oneOf(results, at) : undefined;
}

function isSeen(value: Abstract): boolean {
  return (
    value.kind === 'object-of' || (value.kind === 'instance' && value.type !== '' && value.path.length === 0)
  );
}
