// Repairs from the sidebar: asks the server for the edit, holds it against the texts, applies it as one step.
import { Uri, window, workspace } from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChecklistNode, FixOffer } from '../../server/src/protocol/children';
import type { ContentHash, FixParams, FixResult } from '../../server/src/protocol/fix';
import { FIX } from '../../server/src/protocol/methods';
import { contentHash } from './contentHash';

const STALE = 'The file has changed since it was looked at. Try again in a moment.';
/** The server ended while it was asked; its log has the cause. */
const STOPPED: FixResult = { kind: 'refused', why: 'Airworthy does not answer. Restart it, then try again.' };

/** Repairs the finding of a node; asks which way where there are several. Says so if it cannot be done. */
export async function repairNode(client: LanguageClient, node: ChecklistNode): Promise<void> {
  const offer = await choose(node.fixes ?? []);
  if (!offer || node.fingerprint === undefined) return;
  const params: FixParams = { root: node.root, fingerprint: node.fingerprint, fix: offer.id };
  const result = await client.sendRequest<FixResult>(FIX, params).catch(() => STOPPED);
  if (result.kind === 'refused') {
    await window.showWarningMessage(`${offer.title}: ${result.why}`);
    return;
  }
  if (result.kind === 'stale' || !(await areUnchanged(result.hashes))) {
    await window.showInformationMessage(STALE);
    return;
  }
  await apply(client, result);
}

async function choose(offers: readonly FixOffer[]): Promise<FixOffer | undefined> {
  if (offers.length < 2) return offers[0];
  const picks = offers.map((offer) => ({ label: offer.title, offer }));
  return (await window.showQuickPick(picks, { placeHolder: 'Which repair?' }))?.offer;
}

async function areUnchanged(hashes: readonly ContentHash[]): Promise<boolean> {
  for (const { uri, hash } of hashes) {
    const document = await workspace.openTextDocument(Uri.parse(uri, true));
    if (contentHash(document.getText()) !== hash) return false;
  }
  return true;
}

async function apply(
  client: LanguageClient,
  { edit: raw, hashes, notes = [] }: Extract<FixResult, { kind: 'edit' }>,
): Promise<void> {
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(raw as WorkspaceEdit);
  if (!edit) return;
  const touched = hashes.map(({ uri }) => uri);
  // What was saved before is saved again; unsaved work stays for its author to save.
  const clean = touched.filter(
    (uri) =>
      !workspace.textDocuments.find((each) => each.uri.toString() === Uri.parse(uri, true).toString())
        ?.isDirty,
  );
  if (!(await workspace.applyEdit(edit))) {
    await window.showInformationMessage(STALE);
    return;
  }
  for (const [uri] of edit.entries()) {
    const isNew = !touched.some((each) => Uri.parse(each, true).toString() === uri.toString());
    if (isNew || clean.some((each) => Uri.parse(each, true).toString() === uri.toString()))
      await workspace.save(uri);
  }
  const [first] = edit.entries();
  if (first) await window.showTextDocument(first[0], { preview: true, selection: first[1][0]?.range });
  // Not awaited: the message stays until someone closes it.
  if (notes.length > 0) void window.showInformationMessage(notes.join(' '));
}
