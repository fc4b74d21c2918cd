// uv.lock and poetry.lock: the `[[package]]` tables, which both tools write with one key per line.
import type { Span } from '../../../text/span';
import { linesOf, type SourceLine } from '../configSummary';
import type { VersionTable } from './versionTable';

const PAIR = /^(name|version) = "([^"]*)"/;

/** Neither tool records which version is direct. */
export function readPythonPackages(text: string, table: VersionTable): void {
  let inPackage = false;
  let name: { value: string; span: Span } | undefined;
  for (const line of linesOf(text)) {
    if (line.text.startsWith('[')) {
      inPackage = line.text.startsWith('[[package]]');
      name = undefined;
      continue;
    }
    const match = inPackage ? PAIR.exec(line.text) : undefined;
    if (!match) continue;
    const value = match[2]!;
    const span = valueSpan(line, match[0], value);
    if (match[1] === 'name') name = { value, span };
    else if (name) {
      table.add({ name: name.value, nameSpan: name.span, version: value, versionSpan: span, direct: false });
    }
  }
}

function valueSpan(line: SourceLine, pair: string, value: string): Span {
  const start = line.start + pair.length - 1 - value.length;
  return { start, end: start + value.length };
}
