// Calls that give another answer each time: the clock and randomness of the languages themselves. What tests make of them is decided later.
import type { CallSite, CodeLanguage } from '../../../languages/summary/module';
import type { LinkContext } from '../context';
import type { ImpureSite } from '../moduleFacts';
import { alternatives } from '../resolve/abstract';

/** `module:path` of symbols; a class is meant when it is called without arguments (`new Date()`). */
const SITES: Readonly<Record<CodeLanguage, readonly (readonly [ImpureSite['what'], RegExp])[]>> = {
  typescript: [
    ['clock', /^global:(Date|Date\.now)$/],
    ['randomness', /^global:Math\.random$/],
  ],
  python: [
    ['clock', /^(datetime:(datetime\.(now|utcnow|today)|date\.today)|time:(time|time_ns|localtime|gmtime))$/],
    ['randomness', /^random:(random|randint|randrange|choice|choices|uniform|sample|shuffle|gauss)$/],
  ],
};
/** Callees worth asking for. */
const NAMES =
  /^(Date|now|random|utcnow|today|time|time_ns|localtime|gmtime|randint|randrange|choice|choices|uniform|sample|shuffle|gauss)$/;

export function collectImpure(context: LinkContext): ImpureSite[] {
  return context.module.calls.flatMap((call) => {
    const what = NAMES.test(lastNameOf(call)) ? impurity(context, call) : undefined;
    return what === undefined
      ? []
      : [{ within: context.functionKey(call.function), what, place: context.place(call.calleeSpan) }];
  });
}

function impurity(context: LinkContext, call: CallSite): ImpureSite['what'] | undefined {
  // A date made from a value is that date.
  if (lastNameOf(call) === 'Date' && (call.form !== 'new' || call.arguments.length > 0)) return undefined;
  for (const callee of alternatives(context.evaluator.callee(context.evaluator.site(context.module, call)))) {
    if (callee.kind !== 'symbol') continue;
    const name = `${callee.module}:${callee.path.join('.')}`;
    const found = SITES[context.module.language].find(([, pattern]) => pattern.test(name));
    if (found) return found[0];
  }
  return undefined;
}

function lastNameOf({ callee }: CallSite): string {
  return callee.kind === 'member' ? callee.property : callee.kind === 'reference' ? callee.name : '';
}
