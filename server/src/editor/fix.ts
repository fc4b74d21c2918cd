// The request `airworthy/fix`: repairs from the sidebar, for files open or not.
import type { CancellationToken } from 'vscode-languageserver';
import type { FixParams, FixResult } from '../protocol/fix';
import { FIX } from '../protocol/methods';
import { contentHash } from './contentHash';
import type { Feature } from './feature';
import { guarded } from './guard';
import { repairFinding } from './repairFinding';
import type { Session } from './session';
import { hashesOf, toWorkspaceEdit } from './workspaceEdit';
import type { WorkspaceRoot } from './workspaceRoot';

const FAILED: FixResult = { kind: 'refused', why: 'The repair could not be made. The log says more.' };

export const feature: Feature = {
  start: (session) => {
    session.connection.onRequest(
      FIX,
      guarded(
        session.log,
        'A repair',
        (params: FixParams, token: CancellationToken) => fix(session, params, token),
        FAILED,
      ),
    );
  },
};

async function fix(session: Session, params: FixParams, token: CancellationToken): Promise<FixResult> {
  const root = session.roots.byUri(params.root);
  if (!root) return { kind: 'stale' };
  const outcome = await repairFinding(session, root, params.fingerprint, params.fix, token);
  if (outcome.kind !== 'changes') return outcome;
  if (!(await areSeen(root, params.hashes ?? []))) return { kind: 'stale' };
  const { title, files, annotation, notes } = outcome;
  const edit = toWorkspaceEdit({ root, client: session.client, files, title, annotation });
  if ('refused' in edit) return { kind: 'refused', why: edit.refused };
  return { kind: 'edit', title, edit, hashes: hashesOf(root, files), notes };
}

/** True if the texts the client knows are the texts seen here. */
async function areSeen(root: WorkspaceRoot, hashes: NonNullable<FixParams['hashes']>): Promise<boolean> {
  for (const { uri, hash } of hashes) {
    const path = root.paths.toPath(uri);
    const text = path === undefined ? undefined : await root.engine?.text(path);
    if (text === undefined || contentHash(text) !== hash) return false;
  }
  return true;
}
