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
