// Files that were skipped or read only in part, in the log: once each, and never of a text that somebody is typing.
import type { Feature } from './feature';
import type { AnalysisEvent, Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

export const feature: Feature = { start };

/** Lines about one root; the command lists all of them. */
const MOST = 100;

function start(session: Session): void {
  const told = new Map<WorkspaceRoot, Set<string>>();
  session.onAnalysis.add((event) => {
    const known = told.get(event.root) ?? new Set();
    told.set(event.root, known);
    for (const line of linesOf(event)) {
      if (known.has(line) || known.size >= MOST) continue;
      known.add(line);
      session.log.info(line);
    }
  });
  session.onRemoved.add((root) => told.delete(root));
}

function linesOf({ root, analysis }: AnalysisEvent): string[] {
  const { skipped, partial } = analysis.inventory.files;
  return [
    ...skipped.map(({ path, why }) => `${path || root.root} is skipped: ${why}`),
    ...partial
      .filter(({ path }) => root.document(path) === undefined)
      .map(({ path, why, place }) => {
        const line = place && analysis.lineTable(path)?.positionAt(place.start).line;
        return `${path}${line === undefined ? '' : `:${line + 1}`} is read in part: ${why}`;
      }),
  ];
}
