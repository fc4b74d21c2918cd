// Which file an import means: relative paths, tsconfig paths, workspace packages, Python packages. Names only, no reading.
import { posix } from 'node:path';
import type { CodeLanguage } from '../../../languages/summary/module';

/** `baseUrl` and `paths` of a tsconfig or jsconfig, with the directory they are relative to. */
export interface PathMapping {
  /** Directory of the config file; files below it use the mapping. */
  readonly directory: string;
  readonly baseUrl?: string;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** A package of this workspace that others import by name. */
export interface WorkspacePackage {
  readonly name: string;
  readonly directory: string;
  /** `exports`/`main`/`module`/`types`/`source` targets by subpath ('.' for the package itself). */
  readonly entries: Readonly<Record<string, readonly string[]>>;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Resolves import specifiers against a set of known files. Paths are root-relative with `/`. */
export class ModuleResolver {
  /** By importing file and specifier: the files never change for one resolver. */
  private readonly answers = new Map<string, Map<string, string | undefined>>();

  constructor(
    private readonly exists: (path: string) => boolean,
    private readonly mappings: readonly PathMapping[],
    private readonly packages: ReadonlyMap<string, WorkspacePackage>,
  ) {}

  /** The file an import of `specifier` in `from` means; undefined if it is outside the workspace. */
  resolve(language: CodeLanguage, from: string, specifier: string): string | undefined {
    let known = this.answers.get(from);
    if (!known) {
      known = new Map();
      this.answers.set(from, known);
    }
    // Linking asks for the same few imports again and again.
    if (!known.has(specifier))
      known.set(
        specifier,
        language === 'python' ? this.resolvePython(from, specifier) : this.resolveTypescript(from, specifier),
      );
    return known.get(specifier);
  }

  /** A Python submodule: `name` inside the package or directory that `specifier` means. */
  resolveSubmodule(from: string, specifier: string, name: string): string | undefined {
    const joined = specifier.endsWith('.') ? `${specifier}${name}` : `${specifier}.${name}`;
    return this.resolve('python', from, joined);
  }

  private resolveTypescript(from: string, specifier: string): string | undefined {
    const clean = specifier.replace(/(?<=.)[?#].*$/, '');
    if (clean.startsWith('.')) return this.file(join(posix.dirname(from), clean));
    return this.mapped(from, clean) ?? this.workspacePackage(clean);
  }

  private mapped(from: string, specifier: string): string | undefined {
    const candidates = this.mappings
      .filter((mapping) => isBelow(from, mapping.directory))
      .sort((a, b) => b.directory.length - a.directory.length);
    for (const mapping of candidates) {
      const base = join(mapping.directory, mapping.baseUrl ?? '.');
      for (const { pattern, targets } of mapping.paths) {
        const inner = matchPattern(pattern, specifier);
        if (inner === undefined) continue;
        for (const target of targets) {
          const file = this.file(join(base, target.replace('*', inner)));
          if (file) return file;
        }
      }
      if (mapping.baseUrl !== undefined) {
        const file = this.file(join(base, specifier));
        if (file) return file;
      }
    }
    return undefined;
  }

  private workspacePackage(specifier: string): string | undefined {
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const found = this.packages.get(name);
    if (!found) return undefined;
    const subpath = specifier === name ? '.' : `.${specifier.slice(name.length)}`;
    const targets = found.entries[subpath] ?? this.wildcardEntry(found, subpath);
    for (const target of [
      ...targets,
      ...(subpath === '.' ? ['src/index', 'index', 'src/main'] : [subpath, `src/${subpath.slice(2)}`]),
    ]) {
      const file = this.sourceOf(found.directory, target);
      if (file) return file;
    }
    return undefined;
  }

  private wildcardEntry(found: WorkspacePackage, subpath: string): string[] {
    for (const [pattern, targets] of Object.entries(found.entries)) {
      const inner = pattern.includes('*') ? matchPattern(pattern, subpath) : undefined;
      if (inner !== undefined) return targets.map((target) => target.replace('*', inner));
    }
    return [];
  }

  /** A built entry (`dist/index.js`) means the source it is built from (`src/index.ts`). */
  private sourceOf(directory: string, target: string): string | undefined {
    const direct = this.file(join(directory, target));
    if (direct) return direct;
    const source = target
      .replace(/^(\.\/)?(dist|build|lib|out)\/(esm\/|cjs\/)?/, 'src/')
      .replace(/\.d\.[mc]?ts$/, '');
    return source === target ? undefined : this.file(join(directory, source));
  }

  private file(path: string): string | undefined {
    if (path.startsWith('..')) return undefined;
    const extension = posix.extname(path);
    if (EXTENSIONS.includes(extension) && this.exists(path)) return path;
    for (const source of SOURCE_OF[extension] ?? []) {
      const candidate = path.slice(0, -extension.length) + source;
      if (this.exists(candidate)) return candidate;
    }
    for (const candidate of EXTENSIONS) if (this.exists(path + candidate)) return path + candidate;
    for (const candidate of EXTENSIONS) {
      const index = path === '' ? `index${candidate}` : `${path}/index${candidate}`;
      if (this.exists(index)) return index;
    }
    return undefined;
  }

  private resolvePython(from: string, specifier: string): string | undefined {
    const dots = /^\.*/.exec(specifier)![0].length;
    const inner = specifier.slice(dots).split('.').filter(Boolean).join('/');
    if (dots > 0) {
      let base = posix.dirname(from);
      for (let i = 1; i < dots; i++) base = posix.dirname(base);
      return this.pythonFile(join(base, inner));
    }
    // Import roots are not declared anywhere reliable: every directory above the file, and `src` in it, may be one.
    let base = posix.dirname(from);
    for (;;) {
      for (const root of [base, join(base, 'src'), join(base, 'lib'), join(base, 'backend')]) {
        const file = this.pythonFile(join(root, inner));
        if (file && file !== from) return file;
      }
      if (base === '.' || base === '') return undefined;
      base = posix.dirname(base);
    }
  }

  private pythonFile(path: string): string | undefined {
    if (path.startsWith('..')) return undefined;
    for (const candidate of path === '' ? ['__init__.py'] : [`${path}.py`, `${path}/__init__.py`]) {
      if (this.exists(candidate)) return candidate;
    }
    return undefined;
  }
}

/** Joins and normalises root-relative paths; '' is the root. */
export function join(...parts: readonly string[]): string {
  const joined = posix.join(...parts);
  return joined === '.' ? '' : joined.replace(/^\.\//, '').replace(/\/$/, '');
}

export function isBelow(path: string, directory: string): boolean {
  return directory === '' || directory === '.' || path === directory || path.startsWith(`${directory}/`);
}

function matchPattern(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!text.startsWith(before) || !text.endsWith(after) || text.length < before.length + after.length)
    return undefined;
  return text.slice(before.length, text.length - after.length);
}
