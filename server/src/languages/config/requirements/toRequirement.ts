// One line of a requirements file to a map: {name, specifier, version?, extras?, marker?, url?} or what an option says.
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { toDerivedEntry, toList, toMap, toScalar } from '../configSummary';
import type { LogicalLine } from './logicalLines';

const NAME = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;
const OPTION = /^\s*(--?[A-Za-z][\w-]*)(?:\s*=\s*|\s+|(?=[^\s=]))(.*)$/;

/** What options are called in the tree; all others keep their long name. */
const OPTION_KEYS: Readonly<Record<string, string>> = {
  '-r': 'requirements',
  '--requirement': 'requirements',
  '-c': 'constraints',
  '--constraint': 'constraints',
  '-e': 'editable',
  '--editable': 'editable',
  '-i': 'index-url',
  '-f': 'find-links',
};

/** The name of a Python package as indexes compare it: lower case, `-` for runs of `-`, `_` and `.`. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Undefined if the line is neither a requirement nor an option. */
export function toRequirement(line: LogicalLine): ConfigNode | undefined {
  if (line.text.trimStart().startsWith('-')) return toOption(line);
  const match = NAME.exec(line.text);
  if (!match) return toPathOrUrl(line);
  const afterName = match[0].length;
  const rest = line.text.slice(afterName);
  if (rest.startsWith('@')) return toNamedUrl(line, match, afterName);
  if (/^[:/\\]|^\+/.test(rest)) return toPathOrUrl(line);
  const specifierEnd = endOfSpecifier(line.text, afterName);
  const specifier = piece(line, afterName, specifierEnd);
  const written = specifier.kind === 'scalar' ? String(specifier.value) : '';
  const isSpecifier =
    written === '' || /^\(?\s*(?:[=!<>~]=?=?)/.test(written) || specifier.kind === 'templated';
  if (!isSpecifier) return undefined;
  const entries = [nameEntry(line, match), toDerivedEntry('specifier', specifier)];
  const pin = /^\(?\s*={2,3}\s*([^\s,;*)]+)\s*\)?$/.exec(written)?.[1];
  if (pin) {
    const start = specifier.start + written.indexOf(pin);
    entries.push(toDerivedEntry('version', toScalar(pin, { start, end: start + pin.length })));
  }
  return toMap([...entries, ...extrasEntry(line, match), ...markerEntry(line, specifierEnd)], spanOf(line));
}

function toNamedUrl(line: LogicalLine, match: RegExpExecArray, at: number): ConfigNode {
  const marker = line.text.indexOf(' ;', at);
  const end = marker === -1 ? endOfWords(line.text, at + 1) : marker;
  const url = toDerivedEntry('url', piece(line, at + 1, end));
  return toMap(
    [nameEntry(line, match), url, ...extrasEntry(line, match), ...markerEntry(line, end)],
    spanOf(line),
  );
}

/** A URL or a path without a name; `#egg=name` names it. */
function toPathOrUrl(line: LogicalLine): ConfigNode | undefined {
  const written = line.text.trim();
  if (!/^(?:[a-z][\w+.-]*:|\.{0,2}\/|\.{1,2}$|[A-Za-z]:\\|.*\.(?:whl|zip|tar\.gz)\b)/.test(written))
    return undefined;
  const end = endOfWords(line.text, 0);
  const entries = [toDerivedEntry('url', piece(line, 0, end))];
  const egg = /[#&]egg=([\w.-]+)/.exec(line.text);
  if (egg) {
    const start = line.start + egg.index + egg[0].length - egg[1]!.length;
    entries.unshift(
      toDerivedEntry('name', toScalar(normaliseName(egg[1]!), { start, end: start + egg[1]!.length })),
    );
  }
  return toMap(entries, spanOf(line));
}

function toOption(line: LogicalLine): ConfigNode | undefined {
  const match = OPTION.exec(line.text);
  const flag = match?.[1] ?? line.text.trim();
  // `-rbase.txt`: a one-letter option with its value attached.
  const attached = /^-[a-z]./.test(flag) && !flag.startsWith('--');
  const name = attached ? flag.slice(0, 2) : flag;
  const from = attached ? line.text.indexOf(flag) + 2 : line.text.length - (match?.[2]?.length ?? 0);
  if (!/^--?[A-Za-z]/.test(name)) return undefined;
  const key = OPTION_KEYS[name] ?? name.replace(/^--?/, '');
  const keyStart = line.start + line.text.indexOf(name);
  const value = piece(line, from, line.text.length);
  const entry = { key, keySpan: { start: keyStart, end: keyStart + name.length }, value };
  return toMap([entry], spanOf(line));
}

function nameEntry(line: LogicalLine, match: RegExpExecArray): ConfigEntry {
  const name = match[1]!;
  const start = line.start + line.text.indexOf(name);
  return toDerivedEntry('name', toScalar(normaliseName(name), { start, end: start + name.length }));
}

function extrasEntry(line: LogicalLine, match: RegExpExecArray): ConfigEntry[] {
  if (match[2] === undefined) return [];
  const open = line.start + match[0].indexOf('[');
  const items = [...match[2].matchAll(/[\w.-]+/g)].map((extra) => {
    const start = open + 1 + extra.index;
    return toScalar(extra[0], { start, end: start + extra[0].length });
  });
  return [toDerivedEntry('extras', toList(items, { start: open, end: open + match[2].length + 2 }))];
}

function markerEntry(line: LogicalLine, from: number): ConfigEntry[] {
  const semicolon = line.text.indexOf(';', from);
  if (semicolon === -1) return [];
  return [toDerivedEntry('marker', piece(line, semicolon + 1, optionStart(line.text, semicolon)))];
}

/** A specifier ends at a marker (`;`) or at the first per-requirement option (`--hash=…`). */
function endOfSpecifier(text: string, from: number): number {
  const marker = text.indexOf(';', from);
  return Math.min(marker === -1 ? text.length : marker, optionStart(text, from));
}

function optionStart(text: string, from: number): number {
  const option = text.indexOf(' --', from);
  return option === -1 ? text.length : option;
}

function endOfWords(text: string, from: number): number {
  return optionStart(text, from);
}

/** The trimmed text between two offsets of a line. */
function piece(line: LogicalLine, from: number, to: number): ConfigNode {
  const raw = line.text.slice(from, to);
  const start = line.start + from + (raw.length - raw.trimStart().length);
  const value = raw.trim();
  return toScalar(value, { start, end: start + value.length });
}

function spanOf(line: LogicalLine): { start: number; end: number } {
  const start = line.start + (line.text.length - line.text.trimStart().length);
  return { start, end: line.start + line.text.trimEnd().length };
}
