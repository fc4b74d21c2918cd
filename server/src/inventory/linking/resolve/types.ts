// Types written in annotations, as far as they tell what a value is: classes of packs and of the workspace.
import type { Value } from '../../../languages/summary/value';
import { type Abstract, type Frame, oneOf } from './abstract';
import type { Evaluator } from './evaluator';
import { typeAlias } from './typeAlias';

/** Generic types that stand for their first argument. */
const TRANSPARENT = new Set([
  'Promise',
  'Awaited',
  'Optional',
  'Union',
  'Annotated',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'ClassVar',
  'Final',
  'Awaitable',
  'Type',
  'InstanceType',
]);

/** An instance of the annotated type; undefined if the annotation names nothing that is known. */
export function typed(
  evaluator: Evaluator,
  annotation: Value,
  frame: Frame,
  at: Abstract['at'],
): Abstract | undefined {
  if (annotation.kind === 'operation' && annotation.operator === '|') {
    const options = annotation.operands
      .map((operand) => typed(evaluator, operand, frame, at))
      .filter((type): type is Abstract => type !== undefined);
    return options.length > 0 ? oneOf(options, at) : undefined;
  }
  if (annotation.kind === 'index') {
    const name =
      annotation.object.kind === 'reference'
        ? annotation.object.name
        : annotation.object.kind === 'member'
          ? annotation.object.property
          : '';
    if (!TRANSPARENT.has(name)) return typed(evaluator, annotation.object, frame, at);
    const inner = annotation.index.kind === 'list' ? annotation.index.items[0]?.value : annotation.index;
    return inner && typed(evaluator, inner, frame, at);
  }
  if (annotation.kind !== 'reference' && annotation.kind !== 'member') return undefined;
  const named = evaluator.evaluate(annotation, frame);
  if (named.kind === 'class') return { kind: 'object-of', module: named.module, class: named.class, at };
  if (named.kind !== 'symbol') return ofAlias(evaluator, annotation, frame, at);
  const { language, path } = frame.module;
  for (const form of ['new', 'call', 'value'] as const) {
    const known = evaluator.meanings
      .ofExport(language, path, named.module, named.path, form)
      .find((one) => one.returns?.includes('/'));
    if (known) return { kind: 'instance', type: known.returns!, path: [], at };
  }
  return undefined;
}

/** An instance of the type a name of the workspace stands for: `Client = Annotated[OpenAI, Depends(get_client)]`. */
function ofAlias(
  evaluator: Evaluator,
  annotation: Value,
  frame: Frame,
  at: Abstract['at'],
): Abstract | undefined {
  const alias =
    annotation.kind === 'reference' ? typeAlias(evaluator.program, frame.module, annotation.name) : undefined;
  return alias && typed(evaluator, alias.value, evaluator.frame(alias.module, 0), at);
}
