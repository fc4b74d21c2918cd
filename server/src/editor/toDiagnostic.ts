// Findings and remarks of one analysis as diagnostics of the protocol, by file.
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding } from '../checklist/findings/finding';
import type { Analysis, ManifestRemark } from '../engine/analysis';
import type { Place } from '../text/span';
import type { Settings } from '../workspace/settings';
import type { ClientAbilities } from './clientAbilities';
import { locationOf, rangeOf } from './ranges';
import { ruleLink } from './ruleLink';
import { cap, isDrawn } from './visibleFindings';
import type { WorkspaceRoot } from './workspaceRoot';

const SOURCE = 'airworthy';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export interface DiagnosticInput {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
  readonly settings: Settings;
  readonly client: ClientAbilities;
  /** Whether something is said about a path. */
  readonly isShown: (path: string) => boolean;
}

/** What hangs on a diagnostic and comes back with code actions. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

/** All diagnostics of an analysis by path; paths without any are left out. */
export function diagnosticsOf(input: DiagnosticInput): ReadonlyMap<string, readonly Diagnostic[]> {
  const { analysis, settings, isShown } = input;
  const byPath = new Map<string, Diagnostic[]>();
  const add = (path: string, diagnostic: Diagnostic): void => {
    if (isShown(path)) byPath.set(path, [...(byPath.get(path) ?? []), diagnostic]);
  };
  const drawn = analysis.findings.filter(
    (finding) => isDrawn(finding, settings) && isShown(finding.place.path),
  );
  const { shown, more } = cap(drawn, settings.maxDiagnosticsPerProject);
  for (const finding of shown) add(finding.place.path, toDiagnostic(finding, input));
  for (const remark of analysis.remarks) add(remark.place.path, toRemark(remark, analysis));
  for (const { project, hidden } of more) {
    const place = placeOfMore(input, project) ?? hidden[0]!.place;
    add(place.path, moreDiagnostic(place, hidden.length, analysis));
  }
  return byPath;
}

export function toDiagnostic(finding: Finding, { root, analysis, client }: DiagnosticInput): Diagnostic {
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const related = finding.related.filter(({ path }) => analysis.lineTable(path) !== undefined);
  return {
    range: rangeOf(analysis, finding.place),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(client.codeDescription ? { codeDescription: { href: ruleLink(finding.rule) } } : {}),
    message: inCell(finding.place, finding.message),
    ...(client.relatedInformation && related.length > 0
      ? {
          relatedInformation: related.map((place) => ({
            location: locationOf(root, analysis, place),
            message: place.label ?? 'also here',
          })),
        }
      : {}),
    data,
  };
}

function toRemark({ place, severity, message, code }: ManifestRemark, analysis: Analysis): Diagnostic {
  return {
    range: rangeOf(analysis, place),
    severity: SEVERITIES[severity],
    source: SOURCE,
    code,
    message: inCell(place, message),
  };
}

function inCell(place: Place, message: string): string {
  return place.cell === undefined ? message : `Cell ${place.cell + 1}: ${message}`;
}

/** The line that tells of the rest stands at the top of the project's manifest, where it is in nobody's way. */
function placeOfMore({ analysis, isShown }: DiagnosticInput, project: string): Place | undefined {
  const path = analysis.inventory.projects.find((each) => each.path === project)?.manifestPath;
  return path !== undefined && isShown(path) ? { path, start: 0, end: 0 } : undefined;
}

function moreDiagnostic(place: Place, count: number, analysis: Analysis): Diagnostic {
  return {
    range: rangeOf(analysis, place),
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    code: 'more',
    message: `${count} more ${count === 1 ? 'finding' : 'findings'} of this project in the Airworthy sidebar.`,
  };
}
