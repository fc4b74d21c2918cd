// Paths of route files against the globs of packs (`app/**/route.{ts,js}`), below any directory. Text only.

/** Where a glob fits a path: the directory it is relative to, and the path below that. */
export interface GlobFit {
  readonly directory: string;
  readonly inner: string;
}

/** Fits any of the globs against the path below each of its directories, outermost first. */
export function fitGlobs(path: string, globs: readonly string[]): GlobFit | undefined {
  const expressions = globs.map(toExpression);
  const steps = path.split('/');
  for (let skip = 0; skip < steps.length; skip++) {
    const inner = steps.slice(skip).join('/');
    if (expressions.some((expression) => expression.test(inner)))
      return { directory: steps.slice(0, skip).join('/'), inner };
  }
  return undefined;
}

/** `**` stands for any directories, `*` for any characters within one step, `{a,b}` for alternatives. */
function toExpression(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|[{},]|[.+?^$()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '{') return '(?:';
    if (token === '}') return ')';
    if (token === ',') return '|';
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

/**
 * The route a file answers: what follows the first of the base directories, without extension and grouping steps
 * (`(site)`, `@slot`, a last `index`), and without the file's own name where `dropFile` says so.
 */
export function routeOfFile(inner: string, bases: readonly string[], dropFile: boolean): string {
  const base = bases.find((one) => inner.startsWith(`${one}/`));
  const below = base === undefined ? inner : inner.slice(base.length + 1);
  const steps = below.replace(/\.[^./]+$/, '').split('/');
  if (dropFile || steps.at(-1) === 'index') steps.pop();
  return `/${steps.filter((step) => !/^(\(.*\)|@.*)$/.test(step)).join('/')}`;
}

const METHOD = /\.(get|post|put|patch|delete|head|options)$/;

/** What the name of a file says further: the HTTP method at its end, or dots for slashes. */
export function readName(
  route: string,
  names: 'method' | 'flat' | undefined,
): { readonly route: string; readonly method?: string } {
  if (names === 'method') {
    const method = METHOD.exec(route)?.[1];
    const rest = method === undefined ? route : route.slice(0, -method.length - 1);
    const path = rest.replace(/\/index$/, '') || '/';
    return method === undefined ? { route: path } : { route: path, method: method.toUpperCase() };
  }
  if (names !== 'flat') return { route };
  // `_index` and steps that begin with an underscore only lay out; one at the end leaves a layout. `route` is the file of a folder.
  const steps = route
    .slice(1)
    .replace(/\/route$/, '')
    .split(/[./]/);
  return {
    route: `/${steps
      .filter((step) => step !== '' && !step.startsWith('_'))
      .map((step) => step.replace(/_$/, ''))
      .join('/')}`,
  };
}
