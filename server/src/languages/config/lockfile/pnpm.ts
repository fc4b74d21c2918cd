// pnpm-lock.yaml, formats 5 to 9.
import { type IndentedLine, indentedLines } from './indentedLines';
import type { VersionTable } from './versionTable';

const GROUPS = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);

/** What the importers (workspace packages) resolve is direct; keys of `packages` are all there is. */
export function readPnpm(text: string, table: VersionTable): void {
  for (const line of indentedLines(text)) {
    if (line.path[0] === 'packages') {
      if (line.path.length === 2) addPackage(line, table);
      continue;
    }
    const path = line.path[0] === 'importers' ? line.path.slice(2) : line.path;
    if (!GROUPS.has(path[0] ?? '')) continue;
    const isVersion = path.length === 3 ? path[2] === 'version' : path.length === 2;
    if (isVersion && line.value !== '') addDirect(line, path[1]!, table);
  }
}

function addDirect(line: IndentedLine, name: string, table: VersionTable): void {
  const version = toVersion(line.value);
  if (version === undefined) return;
  const at = line.value.indexOf(version);
  const start = line.valueSpan.start + at;
  const nameSpan = line.spans[line.path.lastIndexOf(name)] ?? line.valueSpan;
  table.add({ name, nameSpan, version, versionSpan: { start, end: start + version.length }, direct: true });
}

/** `/name/1.0.0_peer` (5), `/name@1.0.0(peer)` (6), `name@1.0.0` (9). */
function addPackage(line: IndentedLine, table: VersionTable): void {
  const key = line.path[1]!;
  const span = line.spans[1]!;
  const match = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/]([^(_]+)/.exec(key);
  const version = match?.[2];
  if (!match || version === undefined || !/^\d/.test(version)) return;
  const name = match[1]!;
  const nameStart = span.start + match[0].indexOf(name);
  const versionStart = span.start + match[0].length - version.length;
  table.add({
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    version,
    versionSpan: { start: versionStart, end: versionStart + version.length },
    direct: false,
  });
}

/** The version in `1.0.0(peer@2)`, `1.0.0_peer@2`, `name@1.0.0`, `/name/1.0.0`; undefined for links and files. */
function toVersion(value: string): string | undefined {
  const resolved = value.split('(')[0]!.replace(/_.*$/, '');
  const last = resolved.slice(Math.max(resolved.lastIndexOf('@'), resolved.lastIndexOf('/')) + 1);
  return /^(?:link|file|https?):/.test(resolved) || !/^\d/.test(last) ? undefined : last;
}
