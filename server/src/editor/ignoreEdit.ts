// The edit behind "ignore here": one comment line, with the cursor where the reason goes if the editor can put it there.
import type { CancellationToken, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { LineTable } from '../text/lineTable';
import { contentModified, requestFailed } from './guard';
import { ignoreComment } from './ignoreComment';
import { toRange } from './ranges';
import { settled } from './repairFinding';
import type { Session } from './session';
import { toWorkspaceEdit } from './workspaceEdit';
import type { WorkspaceRoot } from './workspaceRoot';

/**
 * Without a reason the comment has no effect, and a squiggle says so: an editor that cannot ask for one is given an
 * open end. Throws errors of the protocol.
 */
export async function ignoreEdit(
  session: Session,
  root: WorkspaceRoot,
  fingerprint: string,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  await settled(root, token);
  const finding = root.finding(fingerprint);
  const document = finding && root.document(finding.place.path);
  if (!finding || !document || !root.isCurrent(finding.place.path)) throw contentModified();
  const { path, start } = finding.place;
  const text = document.getText();
  const { version } = document;
  const comment = await ignoreComment(path, text, start, finding.rule);
  if (document.version !== version) throw contentModified();
  if (!comment) throw requestFailed('No comment can stand above this line. Use a waiver in airworthy.yaml.');
  const at = { start: comment.offset, end: comment.offset };
  if (session.client.snippetEdits) {
    const value = `${escapeSnippet(comment.before)}$1${escapeSnippet(comment.after)}`;
    const edit: TextDocumentEdit = {
      textDocument: { uri: document.uri, version },
      edits: [{ range: toRange(LineTable.of(text), at), snippet: { kind: 'snippet', value } }],
    };
    return { documentChanges: [edit] };
  }
  const edits = [{ ...at, text: `${comment.before}${comment.after}` }];
  const files = [{ path, before: text, edits }];
  const edit = toWorkspaceEdit({ root, client: session.client, files, title: 'Ignore' });
  if ('refused' in edit) throw requestFailed(edit.refused);
  return edit;
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
