// npm, bun and Pipenv lockfiles: read as a stream of strings with their paths, no tree is built.
import { type JSONPath, visit } from 'jsonc-parser';
import type { Span } from '../../../text/span';
import type { VersionTable } from './versionTable';

interface JsonString {
  readonly path: JSONPath;
  readonly value: string;
  /** Of the text between the quotes. */
  readonly span: Span;
  /** Span of the key at a level of the path (0-based), without its quotes. */
  keySpan(level: number): Span;
}

/** package-lock.json and npm-shrinkwrap.json: `packages` (version 2 and 3), else nested `dependencies` (version 1). */
export function readNpm(text: string, table: VersionTable): void {
  visitStrings(text, ({ path, value, span, keySpan }) => {
    if (path.at(-1) !== 'version') return;
    if (path[0] === 'packages' && path.length === 3) {
      const where = String(path[1]);
      const at = where.lastIndexOf('node_modules/');
      if (at === -1) return;
      // `apps/web/node_modules/x` is what the workspace package sees; below another package it is not.
      const direct = !where.slice(0, at).includes('node_modules/');
      const name = where.slice(at + 'node_modules/'.length);
      table.add({ name, nameSpan: keySpan(1), version: value, versionSpan: span, direct });
    }
    if (path[0] === 'dependencies' && path.length % 2 === 1) {
      const level = path.length - 2;
      const name = String(path[level]);
      table.add({
        name,
        nameSpan: keySpan(level),
        version: value,
        versionSpan: span,
        direct: path.length === 3,
      });
    }
  });
}

/** bun.lock: `packages: { "name": ["name@version", …], "parent/name": […] }`. */
export function readBun(text: string, table: VersionTable): void {
  visitStrings(text, ({ path, value, span, keySpan }) => {
    if (path[0] !== 'packages' || path.length !== 3 || path[2] !== 0) return;
    const at = value.lastIndexOf('@');
    const version = value.slice(at + 1);
    if (at <= 0 || /^(?:workspace|file|link|root):/.test(version)) return;
    const names = String(path[1]).match(/@[^/]+\/[^/]+|[^/]+/g) ?? [];
    const name = names.at(-1);
    if (name === undefined) return;
    const versionSpan = { start: span.start + at + 1, end: span.end };
    table.add({ name, nameSpan: keySpan(1), version, versionSpan, direct: names.length === 1 });
  });
}

/** Pipfile.lock: `default` and `develop`, versions written as exact pins. */
export function readPipfile(text: string, table: VersionTable): void {
  visitStrings(text, ({ path, value, span, keySpan }) => {
    if (path.length !== 3 || path[2] !== 'version' || path[0] === '_meta' || !value.startsWith('==')) return;
    const versionSpan = { start: span.start + 2, end: span.end };
    table.add({
      name: String(path[1]),
      nameSpan: keySpan(1),
      version: value.slice(2),
      versionSpan,
      direct: true,
    });
  });
}

function visitStrings(text: string, onString: (found: JsonString) => void): void {
  const keys: Span[] = [];
  let depth = 0;
  const enter = () => {
    depth++;
  };
  const leave = () => {
    depth--;
  };
  const keySpan = (level: number): Span => keys[level + 1] ?? { start: 0, end: 0 };
  visit(
    text,
    {
      onObjectBegin: enter,
      onObjectEnd: leave,
      onArrayBegin: enter,
      onArrayEnd: leave,
      onObjectProperty: (_, offset, length) => {
        keys[depth] = { start: offset + 1, end: offset + length - 1 };
      },
      onLiteralValue: (value, offset, length, _line, _character, path) => {
        if (typeof value !== 'string') return;
        onString({ path: path(), value, span: { start: offset + 1, end: offset + length - 1 }, keySpan });
      },
    },
    { allowTrailingComma: true },
  );
}
