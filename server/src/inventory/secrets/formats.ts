// The credential formats of rules/secrets as data: what each file may say, and the patterns compiled. No text is judged here.
import { RE2JS } from 're2js';
import { z } from 'zod';
import type { RuleReader } from '../../catalog/load';
import { type SourceError, YamlSource } from '../../catalog/yamlSource';

/** Checks beyond the pattern that need code: each is a function in shapes.ts. */
export const SHAPES = ['google-key', 'private-key', 'database-url', 'supabase-service-role'] as const;
export type Shape = (typeof SHAPES)[number];

const formatSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** Begins a sentence: "An OpenAI API key". */
    title: z.string(),
    provider: z.string(),
    /** Texts the one-pass search looks for; the pattern is tried only where one stands. */
    keywords: z.array(z.string().min(3)).default([]),
    /** Instead of keywords: the value has no mark of its own and counts only where it is given to a variable of such a name. */
    names: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)).default([]),
    /** RE2 syntax; group 1, or all of it if there is none, is the value. With `names` the value alone. */
    pattern: z.string(),
    /** How far before the keyword the pattern may begin, in UTF-16 units. */
    before: z.int().min(0).max(200).default(0),
    /** How far after the start of the keyword the pattern may reach. */
    reach: z.int().min(10).max(20_000).default(300),
    /** The start of a value that may be shown. */
    prefix: z.string().default(''),
    /** The variable the SDK reads. */
    variable: z.string().optional(),
    /** True if several providers use this form: a speaking name in the code then says more than `variable`. */
    shared: z.boolean().default(false),
    /** Least Shannon entropy of the value after the prefix, in bits per character. */
    entropy: z.number().min(0).max(6).default(0),
    /** Least number of character classes (lower case, upper case, digit) after the prefix. */
    classes: z.int().min(1).max(3).default(2),
    shape: z.enum(SHAPES).optional(),
    /** SHA-256 of values that are printed in public documentation. */
    documented: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
    /** Patterns that the tests expand from a seed: texts that hold such a credential, and texts that do not. */
    samples: z.strictObject({ true: z.array(z.string()), false: z.array(z.string()) }),
  })
  .refine(({ keywords, names }) => keywords.length > 0 !== names.length > 0, {
    error: 'needs either keywords or names',
  });

/** A file of `rules/secrets`. */
export const secretFileSchema = z.strictObject({ category: z.string(), formats: z.array(formatSchema) });

type FormatEntry = z.infer<typeof formatSchema>;

export interface SecretFormat extends Omit<FormatEntry, 'pattern'> {
  readonly category: string;
  readonly source: string;
  readonly pattern: RE2JS;
  /** What the search looks for: the keywords, or every spelling of the names. */
  readonly anchors: readonly string[];
  /** True if a match is the value and nothing else, and begins with the keyword. */
  readonly bare: boolean;
}

export interface LoadedFormats {
  readonly formats: readonly SecretFormat[];
  readonly errors: readonly SourceError[];
}

/** Loads every YAML file of the `secrets` folder under the rules directory, in alphabetical order. Never throws: a file with a fault is left out and the fault is in `errors`. */
export function loadSecretFormats(reader: RuleReader, directory: string): LoadedFormats {
  const folder = directory === '' ? 'secrets' : `${directory}/secrets`;
  const formats: SecretFormat[] = [];
  const errors: SourceError[] = [];
  const known = new Set<string>();
  for (const name of [...reader.list(folder)].filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const path = `${folder}/${name}`;
    const text = readText(reader, path);
    if (typeof text !== 'string') {
      errors.push(text);
      continue;
    }
    const yaml = YamlSource.parse(path, text);
    const { value, errors: faults } = yaml.validate(secretFileSchema);
    errors.push(...faults);
    value?.formats.forEach((entry, at) => {
      const compiled = known.has(entry.id) ? 'the id is taken' : compile(entry, value.category);
      known.add(entry.id);
      if (typeof compiled === 'string')
        errors.push(yaml.errorAt(['formats', at], `${entry.id}: ${compiled}`));
      else formats.push(compiled);
    });
  }
  return { formats, errors };
}

function readText(reader: RuleReader, path: string): string | SourceError {
  try {
    return reader.read(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { path, line: 1, column: 1, message: `cannot be read: ${why}` };
  }
}

/** Between a name and its value: `= "`, `: '`, `"] = "`, `: str = "`, a blank (Dockerfile), `value:` on the next line (workloads). */
const ASSIGNED =
  '(?:["\']?,?\\s{1,40}["\']?value["\']?\\s{0,3}:\\s{0,3}|' +
  '["\'\\x60]?\\]?(?:\\s{0,4}:\\s{0,3}(?:str|string))?(?:\\s{0,4}(?:=>|:=|=|:|,)\\s{0,4}| ))["\'\\x60]?';

function compile(entry: FormatEntry, category: string): SecretFormat | string {
  const named = entry.names.length > 0;
  const anchors = named ? entry.names.flatMap(spellingsOf) : entry.keywords;
  const source = named ? `(?:${anchors.join('|')})${ASSIGNED}(${entry.pattern})` : entry.pattern;
  try {
    const pattern = RE2JS.compile(source);
    const bare = entry.before === 0 && pattern.matcher('').groupCount() === 0;
    return { ...entry, category, source: entry.pattern, pattern, anchors, bare };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `X_API_KEY`, `x_api_key`, `xApiKey`: longest alternatives need no order, as what follows must be an assignment. */
function spellingsOf(name: string): string[] {
  const lower = name.toLowerCase();
  return [name, lower, lower.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}
