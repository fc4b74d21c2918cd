// The command line of a subcommand as typed arguments. Knows options in general, none in particular.
import { parseArgs } from 'node:util';
import { nearest } from '../text/nearest';
import type { CommandArguments, OptionSpec } from './command';
import { UsageError } from './usageError';

/** Every subcommand takes these. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: 'verbose', help: 'more detail; with an internal error, the stack' },
  { name: 'help', help: 'this text' },
];

/** Parses the words behind the name of a subcommand. Throws UsageError. */
export function parseArguments(words: readonly string[], specs: readonly OptionSpec[]): CommandArguments {
  const options = [...specs, ...COMMON_OPTIONS];
  const tokens = tokensOf(words, options);
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  let before: OptionSpec | undefined;
  for (const token of tokens) {
    if (token.kind === 'option') {
      const spec = options.find(({ name }) => name === token.name)!;
      if (values.has(spec.name) && spec.value && !spec.multiple)
        throw new UsageError(`--${spec.name} is given twice`);
      values.set(spec.name, [...(values.get(spec.name) ?? []), ...valuesOf(token.value, spec)]);
      before = spec;
    } else if (token.kind === 'positional') {
      if (before?.takesMore?.test(token.value)) values.get(before.name)?.push(token.value);
      else {
        positionals.push(token.value);
        before = undefined;
      }
    } else before = undefined;
  }
  return {
    words: positionals,
    has: (option) => values.has(option),
    text: (option) => values.get(option)?.at(-1),
    texts: (option) => values.get(option) ?? [],
  };
}

function tokensOf(words: readonly string[], options: readonly OptionSpec[]) {
  try {
    const { tokens } = parseArgs({
      args: [...words],
      options: Object.fromEntries(
        options.map(({ name, value }) => [
          name,
          {
            type: value ? ('string' as const) : ('boolean' as const),
            multiple: true,
            ...(name === 'help' ? { short: 'h' } : {}),
          },
        ]),
      ),
      allowPositionals: true,
      tokens: true,
    });
    return tokens;
  } catch (error) {
    throw new UsageError(explain(error instanceof Error ? error.message : String(error), options));
  }
}

/** The first sentence of what the parser says, and the option that may have been meant. */
function explain(message: string, options: readonly OptionSpec[]): string {
  const sentence = message.split(/\.?\s*\n|\. /)[0]!.replace(/\.$/, '');
  const unknown = /^Unknown option '--([^']*)'/.exec(sentence)?.[1];
  const listed = options.filter(({ help }) => help !== undefined).map(({ name }) => name);
  const meant = unknown === undefined ? undefined : nearest(unknown, listed);
  return meant ? `${sentence}. Did you mean --${meant}?` : sentence;
}

/** Several values may share an option, separated by commas. */
function valuesOf(value: string | undefined, { multiple }: OptionSpec): string[] {
  if (value === undefined) return [];
  return multiple
    ? value
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '')
    : [value];
}
