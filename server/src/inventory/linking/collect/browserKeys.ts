// Reads of variables that build tools put into browser code, where their name speaks of a provider's key. Whoever makes a client of one is asked elsewhere.
import type { Span } from '../../../text/span';
import { isBrowserName, namesProvider } from '../../secrets/browserNames';
import type { LinkContext } from '../context';
import type { FactDraft } from '../moduleFacts';
import { allStatements, valuesOfStatement } from '../paths/control';

/** A secret-use for each such variable of a module, at its first read. */
export function collectBrowserKeys(context: LinkContext): FactDraft[] {
  const reads = new Map<string, { span: Span; fn: number }>();
  for (const fn of context.module.functions) {
    for (const statement of allStatements(fn.body)) {
      for (const value of valuesOfStatement(context.module, statement)) {
        if (value.kind !== 'env' || !isBrowserName(value.name) || !namesProvider(value.name)) continue;
        const known = reads.get(value.name);
        if (!known || value.start < known.span.start)
          reads.set(value.name, { span: { start: value.start, end: value.end }, fn: fn.id });
      }
    }
  }
  return [...reads].map(([name, { span, fn }]) => {
    const place = context.place(span);
    return {
      kind: 'secret-use',
      name,
      place,
      key: `${place.path}@${place.start}*key`,
      within: context.functionKey(fn),
      attributes: {
        source: { value: 'env', place },
        variable: { value: name },
        browser: { value: true, place },
      },
      argumentPlaces: {},
      runs: [],
      refers: {},
      guards: [],
    };
  });
}
