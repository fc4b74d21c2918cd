// What the tracers of a project offer to see more: wrappers of clients, decorators and wrappers of functions. Read from the packs.
import type { Catalog } from '../../catalog/catalog';
import type { Meaning } from '../../catalog/meaning';
import { expandExportKey } from '../../catalog/names';
import type { CodeLanguage } from '../../languages/summary/module';
import type { Dependency } from '../dependencies/dependencyEdits';
import type { FixInput } from '../fix';

export interface TracingHelper {
  readonly module: string;
  readonly name: string;
  /** Named in the manifest if it is not yet; undefined where the tracer's own package brings it. */
  readonly dependency?: Dependency;
}

/** Packages beside the tracer's own that a helper lives in. */
const RANGES: Readonly<Record<string, string>> = {
  '@langfuse/openai': '^5.0.0',
  '@langfuse/tracing': '^5.0.0',
  'opik-openai': '^1.11.0',
};

/** Ids of the tracing products of the finding's project: facts first, then what is evidence of one. */
export function tracersOf(input: FixInput): readonly string[] {
  const { project } = input.finding;
  const facts = input.inventory.facts.filter(
    (fact) => fact.kind === 'tracer' && fact.sdk && (fact.project === project || project === ''),
  );
  const evidence = input.inventory.evidence.filter(
    (one) => one.capability === 'tracing' && one.product && (one.project === project || one.project === ''),
  );
  const used = input
    .modulePaths()
    .flatMap((path) =>
      input.inventory.projectOf(path) === project ? (input.module(path)?.matches ?? []) : [],
    )
    .filter((match) => match.known.meaning.tracer);
  return [
    ...new Set([
      ...facts.map((fact) => fact.sdk!),
      ...evidence.map((one) => one.product!),
      ...used.map((match) => match.known.pack),
    ]),
  ];
}

/** A function of the product that takes a client of this SDK and gives a traced one back. */
export function clientWrapper(
  catalog: Catalog,
  product: string,
  language: CodeLanguage,
  sdk: string,
): TracingHelper | undefined {
  return helper(
    catalog,
    product,
    language,
    ({ tracer, returns, as }) =>
      (as === undefined || as === 'call') &&
      returns === 'slot:arg0' &&
      [...(tracer?.sees ?? []), ...(tracer?.also ?? [])].includes(sdk) &&
      tracer?.covers !== undefined,
  );
}

/** A decorator, or a function that takes a function, which makes a span of its runs. */
export function functionWrapper(
  catalog: Catalog,
  product: string,
  language: CodeLanguage,
): TracingHelper | undefined {
  const form = language === 'python' ? 'decorator' : undefined;
  return helper(
    catalog,
    product,
    language,
    ({ tracer, returns, as }) =>
      as === form &&
      tracer?.covers !== undefined &&
      tracer.sees.length + tracer.also.length === 0 &&
      (form === 'decorator' || returns === 'slot:arg0'),
  );
}

function helper(
  catalog: Catalog,
  product: string,
  language: CodeLanguage,
  fits: (meaning: Meaning) => boolean,
): TracingHelper | undefined {
  const pack = catalog.pack(product)?.[language];
  for (const [key, meanings] of Object.entries(pack?.exports ?? {})) {
    if (!meanings.some(fits)) continue;
    const name = expandExportKey(key)?.find(
      (one) => one.name !== '*' && one.name !== 'default' && !one.name.includes('.'),
    );
    if (name)
      return {
        ...name,
        dependency: RANGES[name.module] ? { name: name.module, range: RANGES[name.module]! } : undefined,
      };
  }
  return undefined;
}
