// The help texts, made from what the commands say of themselves.
import { toRows } from '../reports/textTable';
import type { Command, OptionSpec } from './command';
import { COMMON_OPTIONS } from './parseArguments';

export function generalHelp(commands: readonly Command[]): string {
  return [
    'Checks whether the code of AI agents is fit for production.',
    '',
    'Usage: airworthy <command> [options]',
    '',
    ...toRows(commands.map(({ name, usage, summary }) => [`  ${name} ${usage}`, summary])),
    '',
    ...toRows([
      ['  --version', 'the version'],
      ['  --help', 'this text; behind a command, its options'],
    ]),
    '',
    'Exit codes: 0 clean, 1 a threshold was reached, 2 wrong use or an internal error.',
    '',
  ].join('\n');
}

export function commandHelp({ name, usage, summary, options }: Command): string {
  const listed = [...options, ...COMMON_OPTIONS].filter(({ help }) => help !== undefined);
  return [
    summary,
    '',
    `Usage: airworthy ${name} ${usage}`.trimEnd(),
    '',
    ...toRows(listed.map((option) => [`  ${toFlag(option)}`, option.help ?? ''])),
    '',
  ].join('\n');
}

function toFlag({ name, value, multiple }: OptionSpec): string {
  return `--${name}${value ? ` ${value}${multiple ? '…' : ''}` : ''}`;
}
