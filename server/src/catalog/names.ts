// How packs spell names: `module:Name` keys, member paths with alternatives, qualified type names. Pure text.

/** The name of a global in `global:fetch`. */
export const GLOBAL_MODULE = 'global';

/**
 * A module specifier as the catalog knows it: `node:fs` is `fs`, `npm:openai@4/x` is `openai/x`.
 * Everything else stays as written.
 */
export function canonicalModule(module: string): string {
  if (module.startsWith('node:')) return module.slice('node:'.length);
  if (!module.startsWith('npm:') && !module.startsWith('jsr:')) return module;
  const bare = module.slice('npm:'.length).replace(/^\//, '');
  return bare.replace(/^(@[^/]+\/[^/@]+|[^/@]+)@[^/]*/, '$1');
}

/** Splits an export key at its last colon: `node:fs:readFile` is module `node:fs`, name `readFile`. Undefined if there is none. */
export function splitExportKey(key: string): { readonly module: string; readonly name: string } | undefined {
  const colon = key.lastIndexOf(':');
  if (colon <= 0 || colon === key.length - 1) return undefined;
  return { module: key.slice(0, colon), name: key.slice(colon + 1) };
}

/** False for what no import can say: `ai:gateway`, left over where a key has one colon too many. */
export function isModule(module: string): boolean {
  const scheme = /^([\w+-]+):/.exec(canonicalModule(module))?.[1];
  return module !== '' && (scheme === undefined || SCHEMES.has(scheme));
}

/** Schemes of specifiers that keep them in their canonical spelling. */
const SCHEMES: ReadonlySet<string> = new Set(['bun', 'cloudflare', 'astro', 'virtual', 'https']);

/** The canonical spelling of one `module:Name`. */
export function exportName(module: string, name: string): string {
  return `${canonicalModule(module)}:${name}`;
}

/**
 * All names an export key stands for: `a|b:X|Y.z` is `a:X.z`, `a:Y.z`, `b:X.z`, `b:Y.z`.
 * Undefined if the key is no `module:Name`.
 */
export function expandExportKey(
  key: string,
): readonly { readonly module: string; readonly name: string }[] | undefined {
  const split = splitExportKey(key);
  if (!split) return undefined;
  const names = expandMemberPath(split.name);
  return split.module
    .split('|')
    .map(canonicalModule)
    .flatMap((module) => names.map((name) => ({ module, name })));
}

/**
 * All paths a member path stands for. Alternatives belong to one step, and an empty one leaves the step out:
 * `beta.|raw.create|parse` is `beta.create`, `beta.parse`, `beta.raw.create`, `beta.raw.parse`.
 */
export function expandMemberPath(path: string): readonly string[] {
  let paths = [''];
  for (const step of path.split('.')) {
    const alternatives = step.split('|');
    paths = paths.flatMap((start) => alternatives.map((name) => join(start, name)));
  }
  return paths;
}

function join(start: string, name: string): string {
  if (start === '' || name === '') return start + name;
  return `${start}.${name}`;
}

/** `Type` of this pack or `pack/Type`, as `pack/Type`. */
export function qualifyType(name: string, pack: string): string {
  return name.includes('/') ? name : `${pack}/${name}`;
}

/** True if `returns` names a type (and not the receiver or a slot). */
export function namesType(returns: string): boolean {
  return returns !== 'receiver' && !returns.startsWith('slot:');
}

/** `a`, `a.b` for `a.b.c`. */
export function properStarts(path: string): string[] {
  const steps = path.split('.');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'));
}

/** A module and all above it, nearest first: `a/b/c`, `a/b`, `a`; `a.b`, `a` for Python. A scope (`@x`) is no module. */
export function modulesAbove(module: string): string[] {
  const above = [module];
  for (let at = module.length - 1; at > 0; at--) {
    if (module[at] !== '/' && module[at] !== '.') continue;
    const shorter = module.slice(0, at);
    if (!(shorter.startsWith('@') && !shorter.includes('/'))) above.push(shorter);
  }
  return above;
}
