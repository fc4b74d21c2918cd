// Readiness and scopes in words.
import type { Readiness, Scope } from '../checklist/status/status';
import { toPlain } from './plainText';
import type { Style, Tone } from './style';
import { toRows } from './textTable';

/** `62 %`, or `-` where nothing applies. Rounded down: 100 % is said of nothing less. */
export function toPercent(score: number | null): string {
  return score === null ? '-' : `${Math.floor(score * 100 + 1e-9)} %`;
}

/** One line with the score, and the parts it is made of below. */
export function readinessLines(readiness: Readiness, style: Style): string[] {
  const { ready, score, applicable } = readiness;
  const tone: Tone = ready ? 'good' : ready === false ? 'bad' : 'open';
  const word = ready ? 'ready' : ready === false ? 'not ready' : 'cannot be told yet';
  const left = parts(readiness, LEFT_OUT);
  return [
    `${style('strong', 'Readiness')} ${style(tone, `${toPercent(score)} (${word})`)}`,
    `  ${applicable} of the items apply: ${parts(readiness, COUNTED) || 'none'}`,
    ...(left === '' ? [] : [`  left out: ${left}`]),
  ];
}

/** The scopes below the whole, each with its score; none where there is but one. */
export function scopeLines(scopes: readonly Scope[], style: Style): string[] {
  const shown = scopes.filter(({ kind }) => kind !== 'folder');
  if (shown.length < 2) return [];
  const rows = shown.map(({ kind, name, path, readiness }) => [
    `${kind === 'agent' ? '    ' : '  '}${kind} ${toPlain(name || path || '.')}`,
    toPercent(readiness.score),
    parts(readiness, ['failing', 'missing', 'unknown']) || 'nothing open',
    toPlain(path === '' ? '.' : path),
  ]);
  return [style('strong', 'Scopes'), ...toRows(rows)];
}

type Part = Exclude<keyof Readiness, 'ready' | 'score' | 'applicable'>;
const COUNTED: readonly Part[] = ['passing', 'attested', 'failing', 'missing', 'unknown'];
const LEFT_OUT: readonly Part[] = ['waived', 'notApplicable', 'notChecked'];
const WORDS: Partial<Record<Part, string>> = {
  notApplicable: 'not applicable',
  notChecked: 'not checked yet',
};

function parts(readiness: Readiness, wanted: readonly Part[]): string {
  return wanted
    .filter((part) => readiness[part] > 0)
    .map((part) => `${readiness[part]} ${WORDS[part] ?? part}`)
    .join(', ');
}
