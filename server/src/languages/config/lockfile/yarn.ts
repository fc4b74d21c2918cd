// yarn.lock, of version 1 and of the later ones (berry).
import { type IndentedLine, indentedLines } from './indentedLines';
import type { VersionTable } from './versionTable';

interface YarnEntry {
  readonly name: string;
  readonly line: IndentedLine;
  readonly descriptors: readonly string[];
  readonly version: string;
}

/** Version 1 does not say what the project itself asks for; the later ones list it under the workspace entries. */
export function readYarn(text: string, table: VersionTable): void {
  const entries: YarnEntry[] = [];
  const asked = new Set<string>();
  for (const line of indentedLines(text)) {
    const header = line.path[0] ?? '';
    if (header.includes('@workspace:')) {
      const isDependency = line.path.length === 3 && /ependencies$/.test(line.path[1]!);
      if (isDependency) asked.add(descriptorOf(line.path[2]!, line.value));
      continue;
    }
    if (line.path.length !== 2 || line.path[1] !== 'version') continue;
    const descriptors = header.replaceAll('"', '').split(/,\s*/);
    const name = nameOf(descriptors[0]!);
    if (name !== undefined) entries.push({ name, line, descriptors, version: line.value });
  }
  for (const { name, line, descriptors, version } of entries) {
    const direct = descriptors.some((descriptor) => asked.has(descriptor));
    table.add({ name, nameSpan: nameSpan(line, name), version, versionSpan: line.valueSpan, direct });
  }
}

function descriptorOf(name: string, range: string): string {
  return range.includes(':') ? `${name}@${range}` : `${name}@npm:${range}`;
}

/** `@scope/name@npm:^1.0.0` to `@scope/name`. */
function nameOf(descriptor: string): string | undefined {
  const at = descriptor.indexOf('@', 1);
  return at === -1 ? undefined : descriptor.slice(0, at);
}

function nameSpan(line: IndentedLine, name: string): { start: number; end: number } {
  const header = line.spans[0]!;
  // The first descriptor may still carry its quote where the header lists several.
  const quoted = line.path[0]!.startsWith('"') ? 1 : 0;
  return { start: header.start + quoted, end: header.start + quoted + name.length };
}
