// Puts a middleware before the handlers of a registering call.
import { insertArgument } from '../../languages/edits/callArgument';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { inFile } from '../fileEdits';
import type { FileEdit } from '../fix';
import type { LimiterInput } from './limiter';

/** After the path, before everything else. Refused where the route is not registered by a call with a path and handlers. */
export function beforeHandlers(
  { file, match }: LimiterInput,
  code: string,
): readonly FileEdit[] | EditRefusal {
  const call = match?.site.call;
  if (!call || call.id < 0 || match.site.module !== file.module)
    return { refused: 'the route is not registered by a call here' };
  const [first] = call.arguments;
  const hasPath =
    first &&
    (first.value.kind === 'template' ||
      (first.value.kind === 'constant' && typeof first.value.value === 'string') ||
      first.value.kind === 'reference');
  const index = hasPath && call.arguments.length > 1 ? 1 : 0;
  const edits = insertArgument(file.text, call, index, code);
  return isRefusal(edits) ? edits : inFile(file.path, edits);
}
