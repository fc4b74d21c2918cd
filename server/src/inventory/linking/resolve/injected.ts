// Parameters that a framework fills (`client: OpenAI = Depends(get_client)`): what their default, their metadata and their type tell.
import type { Parameter } from '../../../languages/summary/module';
import type { CallValue, Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, type Frame } from './abstract';
import { meaningsOf } from './calls';
import type { Evaluator } from './evaluator';
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
  const filled = bound.kind === 'parameter' ? fromMetadata(evaluator, annotation, frame) : undefined;
  if (filled) return filled;
  const type = typed(evaluator, annotation, frame, at);
  if (!type) return bound;
  return open || alternatives(type).every(({ kind }) => kind === 'instance') ? type : bound;
}

/** What the calls after the type in `Annotated[T, Depends(get)]` give, where it is seen what that is. */
function fromMetadata(evaluator: Evaluator, annotation: Value, frame: Frame): Abstract | undefined {
  if (annotation.kind === 'reference') {
    const alias = typeAlias(evaluator.program, frame.module, annotation.name);
    return alias && fromMetadata(evaluator, alias.value, evaluator.frame(alias.module, 0));
  }
  if (annotation.kind !== 'index' || annotation.index.kind !== 'list') return undefined;
  for (const { value } of annotation.index.items) {
    const given = value.kind === 'call' ? injectedBy(evaluator, value, frame) : undefined;
    if (given && alternatives(given).every(isSeen)) return given;
  }
  return undefined;
}

/** What a call in metadata gives, if it is known to give what another function does. */
function injectedBy(evaluator: Evaluator, call: CallValue, frame: Frame): Abstract | undefined {
  const { module } = frame;
  const site = evaluator.site(module, module.calls[call.call]!);
  const gives = alternatives(evaluator.callee(site))
    .flatMap((callee) => meaningsOf(evaluator, callee, site))
    .some(({ returns }) => returns?.startsWith('call:'));
  return gives ? evaluator.evaluate(call, frame) : undefined;
}

function isSeen(value: Abstract): boolean {
  return (
    value.kind === 'object-of' || (value.kind === 'instance' && value.type !== '' && value.path.length === 0)
  );
}
