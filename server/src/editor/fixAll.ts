// `source.fixAll.airworthy`: every safe repair that stays within one document, as one edit.
import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import type { TextEdit } from '../languages/edits/textEdit';
import { repairFinding } from './repairFinding';
import type { Session } from './session';
import { counts } from './visibleFindings';
import { toWorkspaceEdit } from './workspaceEdit';
import type { WorkspaceRoot } from './workspaceRoot';

export const FIX_ALL = 'source.fixAll.airworthy';
/** Repairs made in one go; saving must not wait for more. */
const MAX_REPAIRS = 50;

/** One action with its edit, or none where nothing is to be done. The document has been analysed as it stands. */
export async function fixAll(
  session: Session,
  root: WorkspaceRoot,
  path: string,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const { analysis, engine } = root;
  const text = root.document(path)?.getText();
  if (!analysis || !engine || text === undefined) return [];
  const safe = analysis.findings
    .filter((finding) => finding.place.path === path && finding.place.cell === undefined && counts(finding))
    .flatMap((finding) => {
      const offer = session.host.repairs.offers(engine, finding).find(({ safety }) => safety === 'safe');
      return offer ? [{ fingerprint: finding.fingerprint, fix: offer.id }] : [];
    });
  const edits: TextEdit[] = [];
  for (const { fingerprint, fix } of safe.slice(0, MAX_REPAIRS)) {
    const outcome = await repairFinding(session, root, fingerprint, fix, token);
    if (outcome.kind !== 'changes' || outcome.files.length !== 1) continue;
    const [file] = outcome.files;
    if (file?.path !== path || file.before !== text) continue;
    const added = file.edits.filter((edit) => !edits.some((other) => isSame(edit, other)));
    if (added.every((edit) => edits.every((other) => isApart(edit, other)))) edits.push(...added);
  }
  if (edits.length === 0) return [];
  const title = 'Make all safe Airworthy repairs';
  const edit = toWorkspaceEdit({
    root,
    client: session.client,
    files: [{ path, before: text, edits }],
    title,
  });
  return 'refused' in edit ? [] : [{ title, kind: FIX_ALL, edit }];
}

/** Two repairs that add the same line add it once. */
function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function isApart(a: TextEdit, b: TextEdit): boolean {
  return a.end < b.start || b.end < a.start;
}
