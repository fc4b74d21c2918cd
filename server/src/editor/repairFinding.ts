// One repair of one finding, asked for by fingerprint: over texts that the analysis has seen, or not at all.
import type { CancellationToken } from 'vscode-languageserver';
import type { RepairOutcome } from './repairs';
import type { Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

/** Resolves when every change so far is in the analysis, or when the editor no longer wants the answer. */
export async function settled(root: WorkspaceRoot, token: CancellationToken): Promise<void> {
  if (token.isCancellationRequested) return;
  let stop: { dispose(): void } | undefined;
  const cancelled = new Promise<void>((resolve) => {
    stop = token.onCancellationRequested(() => resolve());
  });
  await Promise.race([root.settle(), cancelled]);
  stop?.dispose();
}

/** `stale` where the finding is gone or a text is another than the one analysed. */
export async function repairFinding(
  session: Session,
  root: WorkspaceRoot,
  fingerprint: string,
  fix: string,
  token: CancellationToken,
): Promise<RepairOutcome> {
  await settled(root, token);
  const { engine, analysis } = root;
  const finding = root.finding(fingerprint);
  if (!engine || !analysis || !finding || !root.isCurrent(finding.place.path)) return { kind: 'stale' };
  const outcome = await session.host.repairs.make(engine, analysis, finding, fix);
  // A text may have changed while the repair was made.
  const moved = outcome.kind === 'changes' && outcome.files.some((file) => !fits(root, file));
  return moved || token.isCancellationRequested ? { kind: 'stale' } : outcome;
}

function fits(root: WorkspaceRoot, { path, before }: { path: string; before?: string }): boolean {
  const document = root.document(path);
  return document === undefined || document.getText() === before;
}
