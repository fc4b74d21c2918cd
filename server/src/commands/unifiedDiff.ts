// Two texts as a unified diff. Lines are compared as they are; masking is done before.

const CONTEXT = 3;

/** Above this many differing lines the middle is shown as replaced, which is exact and not minimal. */
const MAX_COMPARED = 2000;

const UNENDED = '\\ No newline at end of file';

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The diff with its header; empty if the texts are equal. `before` undefined: the file is new. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string[] {
  const lines = compare(toLines(before ?? ''), toLines(after));
  const hunks = toHunks(lines);
  if (hunks.length === 0) return [];
  return [`--- ${before === undefined ? '/dev/null' : `a/${path}`}`, `+++ b/${path}`, ...hunks];
}

/** As `patch` reads them: a carriage return belongs to its line, and a last line without a break is marked. */
function toLines(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last ? [...lines, `${last}\n${UNENDED}`] : lines;
}

function compare(before: readonly string[], after: readonly string[]): Line[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const kept = (lines: readonly string[]): Line[] => lines.map((text) => ({ sign: ' ', text }));
  return [
    ...kept(before.slice(0, head)),
    ...compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...kept(before.slice(before.length - tail)),
  ];
}

/** Keeps a longest common subsequence. */
function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  const gone = (text: string): Line => ({ sign: '-', text });
  const come = (text: string): Line => ({ sign: '+', text });
  if (before.length * after.length > MAX_COMPARED ** 2) return [...before.map(gone), ...after.map(come)];
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i]! });
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push(gone(before[i++]!));
    } else lines.push(come(after[j++]!));
  }
  return lines;
}

/** `[i][j]`: length of the longest common subsequence of what begins at i and j. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      rows[i]![j] =
        before[i] === after[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
  return rows;
}

/** Changes with three lines around them; those whose lines meet share a hunk. */
function toHunks(lines: readonly Line[]): string[] {
  const changes = lines.flatMap(({ sign }, at) => (sign === ' ' ? [] : [at]));
  const ranges: [from: number, to: number][] = [];
  for (const at of changes) {
    const [from, to] = [Math.max(0, at - CONTEXT), Math.min(lines.length, at + CONTEXT + 1)];
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges.flatMap(([from, to]) => {
    const part = lines.slice(from, to);
    const start = (sign: '-' | '+'): number =>
      lines.slice(0, from).filter((line) => line.sign !== sign).length;
    const length = (sign: '-' | '+'): number => part.filter((line) => line.sign !== sign).length;
    const range = (at: number, count: number): string => `${count === 0 ? at : at + 1},${count}`;
    return [
      `@@ -${range(start('+'), length('+'))} +${range(start('-'), length('-'))} @@`,
      ...part.flatMap(({ sign, text }) => `${sign}${text}`.split('\n')),
    ];
  });
}
