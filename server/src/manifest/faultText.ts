// Faults of a manifest in plain sentences: what a parser or schema found, and what to write instead. Quotes keys, never values.

import { z } from 'zod';
import { capitalised } from '../text/capitalised';
import { nearest } from '../text/nearest';

export const TOO_DEEP = 'The file is nested too deeply to be read.';

type Keys = readonly PropertyKey[];

/** What a YAML parser says, by its code; where a code stands for several faults, by a word of its message. */
const SYNTAX: readonly (readonly [code: string, part: RegExp, sentence: string])[] = [
  [
    '',
    /must be sufficiently indented and end with a ]/,
    'A list that begins with "[" has no "]" at its end.',
  ],
  ['', /must be sufficiently indented and end with a }/, 'A map that begins with "{" has no "}" at its end.'],
  ['MISSING_CHAR', /closing/, 'A text that begins with a quote has no quote at its end.'],
  [
    'MISSING_CHAR',
    /Implicit map keys/,
    'A name stands here alone. After a key come a colon, a space and a value.',
  ],
  ['MISSING_CHAR', /Comments/, 'A comment needs a space before its "#".'],
  ['MISSING_CHAR', /space after :/, 'A colon needs a space behind it.'],
  ['MISSING_CHAR', /^Missing ,/, 'A comma is missing before this entry.'],
  ['MISSING_CHAR', /Sequence item/, 'An entry of this list does not begin with "- ".'],
  ['MISSING_CHAR', /./, 'A character is missing here: a colon, a comma, a quote or a bracket.'],
  ['BAD_INDENT', /./, 'This line is not indented as the lines it belongs to. Use the same number of spaces.'],
  ['TAB_AS_INDENT', /./, 'This line is indented with a tab. YAML takes spaces only.'],
  ['DUPLICATE_KEY', /./, 'This key stands twice in the same map. Keep one of them.'],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /Nested/,
    'A value holds a colon: put it in quotes, or begin the next key below the key before it.',
  ],
  ['BLOCK_AS_IMPLICIT_KEY', /./, 'This list entry is not indented as the entries above it.'],
  ['MULTILINE_IMPLICIT_KEY', /./, 'A key has no colon, or stands on more than one line.'],
  [
    'BLOCK_IN_FLOW',
    /./,
    'Between brackets or braces, entries are separated by commas, not by lines or dashes.',
  ],
  [
    'BAD_DQ_ESCAPE',
    /./,
    'A backslash in double quotes begins an escape, and this is none. Use single quotes.',
  ],
  ['BAD_SCALAR_START', /./, 'A value cannot begin with this character. Put the value in quotes.'],
  ['BAD_ALIAS', /./, 'An anchor ("&name") or alias ("*name") has no name that can be used.'],
  ['ALIAS_PROPS', /./, 'An alias ("*name") stands alone: nothing can be added to it.'],
  ['TAG_RESOLVE_FAILED', /./, 'A tag ("!name") is not understood here. Remove it.'],
  ['MULTIPLE_DOCS', /./, 'A manifest is one document. Remove the "---" between its parts.'],
  ['RESOURCE_EXHAUSTION', /./, TOO_DEEP],
  [
    'UNEXPECTED_TOKEN',
    /./,
    'What stands here does not belong here. Look for a bracket, quote or comma too many before it.',
  ],
];

/** A fault of the syntax in words. */
export function syntaxSentence(code: string, message: string): string {
  const known = SYNTAX.find(([of, part]) => (of === '' || of === code) && part.test(message));
  return known?.[2] ?? 'This cannot be read as YAML.';
}

/** That there is no such key, and which one may be meant. */
export function unknownKey(key: string, within: string, known: readonly string[]): string {
  return `There is no key "${key}" in ${within}.${suggestion(key, known)}`;
}

/** ` Did you mean "x"?`, or the few names there are, or nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const meant = nearest(given, known);
  if (meant !== undefined) return ` Did you mean "${meant}"?`;
  return known.length > 0 && known.length <= 8
    ? ` There ${known.length === 1 ? 'is' : 'are'} ${words(known, 'and')}.`
    : '';
}

/** One fault of an entry: where it is below the entry, and whether the key or its value is at fault. */
export interface EntryFault {
  readonly path: Keys;
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** What a schema found wrong with a value, every fault by itself. `subject` says what the value is of: `"budgets"`. */
export function entryFaults(
  { name, subject }: { readonly name: string; readonly subject: string },
  schema: z.ZodType,
  value: unknown,
  error: z.ZodError,
): EntryFault[] {
  const called = (path: Keys): string => (path.length === 0 ? subject : `"${[name, ...path].join('.')}"`);
  const told = new Set<string>();
  return error.issues.flatMap((issue): EntryFault[] => {
    const { path } = issue;
    if (issue.code === 'unrecognized_keys') {
      const known = keysOf(schemaAt(schema, path));
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: unknownKey(key, called(path), known),
      }));
    }
    // A value that has not even the right form is not also held against what the form stands for.
    if (told.has(path.join('.'))) return [];
    told.add(path.join('.'));
    const given = valueAt(value, path);
    const above = path.slice(0, -1);
    const [at, message] =
      given === undefined && path.length > 0
        ? [above, `${called(above)} needs the key "${String(path.at(-1))}".`]
        : [path, `${called(path)} ${demand(issue, given)}`];
    return [{ path: at, at: 'value', message: capitalised(message) }];
  });
}

/** What an issue of zod asks for: `must be above 0.` */
function demand(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === null) return 'has no value.';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}.`;
    case 'invalid_value': {
      const must = `must be ${words(issue.values.map(String), 'or')}`;
      if (typeof value !== 'string') return `${must}.`;
      if (issue.values.some((each) => String(each) === value)) return `${must}, without quotes.`;
      const meant = nearest(value, issue.values.map(String));
      return meant === undefined ? `${must}.` : `${must}. Did you mean "${meant}"?`;
    }
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty.';
      if (issue.origin === 'array') return 'must have an entry at least.';
      return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}.`;
    default:
      // A pattern or a check of ours: its message says what the value is.
      return `${issue.message.replace(/^is (?!no )/, 'must be ')}.`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text; put a number or a date in quotes',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function words(names: readonly string[], last: 'and' | 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

function valueAt(value: unknown, path: Keys): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** The schema of what stands under these keys. */
function schemaAt(schema: z.core.$ZodType, path: Keys): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = schema;
  for (const key of path) {
    while (at instanceof z.ZodOptional) at = at.unwrap();
    if (at instanceof z.ZodObject) at = (at.shape as Record<PropertyKey, z.core.$ZodType>)[key];
    else if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else return undefined;
  }
  return at;
}

function keysOf(schema: z.core.$ZodType | undefined): string[] {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
