// `airworthy check` for people: readiness with its parts, the checklist, findings, remarks, files.
import { faultLines, fileLines } from './filesText';
import { findingLines } from './findingsText';
import { itemLines } from './itemsText';
import { toPlain } from './plainText';
import { readinessLines, scopeLines } from './readinessText';
import type { Report, ReportInput, ReportOptions } from './report';
import { byPlace, toLocation } from './reportPlace';
import { toRows } from './textTable';

export const report: Report = { format: 'text', of: 'check', extension: 'txt', render };

function render(input: ReportInput, options: ReportOptions): string {
  const parts = (input.hasAgent ? agentParts(input, options) : [['No agent found.']]).concat([
    remarkLines(input, options),
    faultLines(input),
    options.detail === 'quiet' ? [] : fileLines(input, options),
    (options.outcome ?? []).map(toPlain),
  ]);
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function agentParts(input: ReportInput, options: ReportOptions): string[][] {
  const readiness = readinessLines(input.readiness, options.style);
  const findings = findingLines(input.findings, input, options);
  if (options.detail === 'quiet') return [findings, readiness];
  return [
    readiness,
    scopeLines(input.scopes, options.style),
    itemLines(input.items, input, options.style),
    findings,
  ];
}

function remarkLines(input: ReportInput, { style }: ReportOptions): string[] {
  if (input.remarks.length === 0) return [];
  const rows = byPlace(input.remarks).map(({ place, severity, message }) => [
    toPlain(toLocation(place, input)),
    severity,
    toPlain(message),
  ]);
  return [style('strong', 'Remarks on airworthy.yaml and ignores'), ...toRows(rows)];
}
