// The sample workspace as the suite sees it: its files, their squiggles, and how a test leaves it as it was.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';

/** The copy that is open. Throws without an open folder. */
export function root(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return folder.uri.fsPath;
}

export function uriOf(file: string): vscode.Uri {
  return vscode.Uri.file(path.join(root(), file));
}

/** The text on the disk; undefined if there is no file. */
export function onDisk(file: string): string | undefined {
  try {
    return readFileSync(path.join(root(), file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Opens a file in an editor, with the cursor at the start of `at`. */
export async function open(file: string, at?: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uriOf(file), { preview: false });
  if (at !== undefined) {
    const place = positionOf(editor.document, at);
    editor.selection = new vscode.Selection(place, place);
  }
  return editor;
}

/** Throws where the text does not stand in the document. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.uri.path} does not hold: ${text}`);
  return document.positionAt(offset);
}

/** Replaces the first occurrence as one edit. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const start = positionOf(editor.document, from);
  const end = editor.document.positionAt(editor.document.offsetAt(start) + from.length);
  if (!(await editor.edit((edit) => edit.replace(new vscode.Range(start, end), to))))
    throw new Error('the editor refused the edit');
}

/** Types at the cursor, key by key. */
export async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand('type', { text: key });
}

/** What Airworthy says about a file, open or not: `line rule`, lines from 1, sorted. */
export function squiggles(file: string): string[] {
  return vscode.languages
    .getDiagnostics(uriOf(file))
    .filter(({ source }) => source === 'airworthy')
    .map(({ range, code }) => `${range.start.line + 1} ${typeof code === 'object' ? code.value : code}`)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || a.localeCompare(b));
}

export function hasRule(file: string, rule: string): boolean {
  return squiggles(file).some((each) => each.endsWith(` ${rule}`));
}

/** Waits for a rule to be said about a file, or no longer. */
export async function untilRule(file: string, rule: string, expected: boolean): Promise<void> {
  await eventually(`${rule} is ${expected ? '' : 'no longer '}said about ${file}`, () =>
    hasRule(file, rule) === expected ? true : undefined,
  );
}

/** Notes the text of files and gives back what restores them, on the disk and in their editors, and closes these. */
export function keep(...files: readonly string[]): () => Promise<void> {
  const before = files.map((file) => [file, onDisk(file)] as const);
  return async () => {
    for (const [file, text] of before) {
      if (text === undefined) rmSync(uriOf(file).fsPath, { force: true });
      else await putBack(file, text);
    }
    await closeAll();
  };
}

/** Through the editor: a document outlives its editor for a while and would follow the disk late. */
async function putBack(file: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  if (document.getText() !== text) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, all, text);
    await vscode.workspace.applyEdit(edit);
  }
  if (document.isDirty) await document.save();
  if (onDisk(file) !== text) writeFileSync(uriOf(file).fsPath, text);
}

/** Closes every editor. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
