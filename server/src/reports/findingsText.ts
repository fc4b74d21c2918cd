// Findings in words: one line each, so that they can be searched and opened from a terminal.
import type { Severity } from '../checklist/findings/decision';
import type { Finding } from '../checklist/findings/finding';
import { toPlain } from './plainText';
import type { ReportOptions } from './report';
import { byPlace, type Lines, toLocation } from './reportPlace';
import type { Style, Tone } from './style';
import { plural, toRows } from './textTable';

const TONES: Readonly<Record<Severity, Tone>> = {
  error: 'bad',
  warning: 'open',
  information: 'unsure',
  hint: 'quiet',
};
const NOUNS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'hint',
};

/** True for a finding that nothing answers or suppresses. */
export function counts(finding: Finding): boolean {
  return finding.suppressed === undefined && finding.answered === undefined;
}

/** The findings that count, by place, and a line that sums up; with `verbose` hints and what does not count too. */
export function findingLines(findings: readonly Finding[], lines: Lines, options: ReportOptions): string[] {
  const { style, detail } = options;
  const shown = byPlace(findings).filter(
    (finding) => detail === 'verbose' || (counts(finding) && finding.severity !== 'hint'),
  );
  const rows = toRows(
    shown.map((finding) => [
      toPlain(toLocation(finding.place, lines)),
      finding.severity,
      `${toPlain(finding.message)}  ${finding.rule}${fateOf(finding)}`,
    ]),
    (cell, row, column) => (column === 1 ? style(TONES[shown[row]!.severity], cell) : cell),
  );
  const body = shown.flatMap((finding, at) => [
    rows[at]!,
    ...(detail === 'verbose' ? relatedLines(finding, lines, style) : []),
  ]);
  return [style('strong', 'Findings'), ...body, summaryOf(findings), ...repairLine(findings, options)];
}

function relatedLines(finding: Finding, lines: Lines, style: Style): string[] {
  return finding.related.map((place) =>
    style(
      'quiet',
      `    ${toPlain(toLocation(place, lines))}${place.label ? `  ${toPlain(place.label)}` : ''}`,
    ),
  );
}

function fateOf({ suppressed, answered }: Finding): string {
  if (suppressed) return ` [${suppressed.by}${suppressed.until ? ` until ${suppressed.until}` : ''}]`;
  return answered ? ` [attested by ${toPlain(answered.by)} until ${answered.expires}]` : '';
}

/** `2 errors, 1 warning; not counted: 1 suppressed, 1 attested`. */
export function summaryOf(findings: readonly Finding[]): string {
  const counted = findings.filter(counts);
  const words = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const number = counted.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [plural(number, NOUNS[severity])];
  });
  const suppressed = findings.filter((finding) => finding.suppressed).length;
  const answered = findings.length - counted.length - suppressed;
  const apart = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(answered > 0 ? [`${answered} attested`] : []),
  ];
  return `${words.join(', ') || 'none'}${apart.length > 0 ? `; not counted: ${apart.join(', ')}` : ''}`;
}

function repairLine(findings: readonly Finding[], { fixesOf, detail }: ReportOptions): string[] {
  if (!fixesOf || detail === 'quiet') return [];
  // Whether a repair fits is known once it is made, which takes too long to do for every finding.
  const repairable = findings.filter((finding) => counts(finding) && fixesOf(finding).length > 0).length;
  return repairable === 0
    ? []
    : [
        `a repair can be tried for ${plural(repairable, 'finding')}: airworthy fix --dry-run shows what it would change`,
      ];
}
