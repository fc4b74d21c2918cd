// The figures of a benchmark as a table for people, beside the targets.
import type { Measured } from './measure';

type Row = readonly [what: string, figure: string, target: string, verdict: string];

export function render(measured: Measured): string {
  const { cold, warm, again, keystrokes, memory } = measured;
  const pauses = [cold.pauses, warm.pauses, again.pauses, keystrokes.pauses];
  const p99 = Math.max(...pauses.map((each) => each.p99));
  const longest = Math.max(...pauses.map((each) => each.max));
  const rows: Row[] = [
    ['loading packs, rules, parsers', ms(measured.loading), '', ''],
    ['cold scan', ms(cold.took), '', ''],
    ['  read + parse alone', ms(cold.least), '', ''],
    row('  ratio', cold.took / cold.least, 2, 'times'),
    ...[...measured.stages].map(([stage, took]): Row => [`  ${stage}`, ms(took), '', '']),
    ['warm scan', ms(warm.took), '', ''],
    ['  read alone', ms(warm.least), '', ''],
    ['  ratio', `${(warm.took / warm.least).toFixed(1)} times`, '', ''],
    ['scan again', ms(again.took), '', ''],
    ['keystroke p50', ms(keystrokes.p50), '', ''],
    ['keystroke p95', ms(keystrokes.p95), '', ''],
    ['  parsing that file', ms(keystrokes.least), '', ''],
    row('  ratio p95', keystrokes.ratio95, 4, 'times'),
    row('event loop blocked, p99', p99, 50, 'ms'),
    row('event loop blocked, longest', longest, 100, 'ms'),
    ['  in the cold scan', ms(cold.pauses.max), '', ''],
    ['  in the warm scan', ms(warm.pauses.max), '', ''],
    ['  while typing', ms(keystrokes.pauses.max), '', ''],
    row('memory, most of the heap', memory.peak, 300, 'MB'),
    ['memory, most of the process', `${Math.round(memory.process)} MB`, '', ''],
    ['memory, after', `${Math.round(memory.after)} MB`, '', ''],
  ];
  const head = `${measured.root}: ${measured.files} files, ${measured.parsed} parsed, ${measured.facts} facts`;
  return [head, ...table(rows)].join('\n');
}

function row(what: string, figure: number, target: number, unit: string): Row {
  return [
    what,
    `${figure.toFixed(unit === 'times' ? 1 : 0)} ${unit}`,
    `<= ${target}`,
    figure <= target ? 'met' : 'missed',
  ];
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function table(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((each) => each[column]!.length)));
  return rows.map((each) =>
    each
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
