// Changes of files as one edit of the protocol, in the forms the editor understands.
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { ContentHash } from '../protocol/fix';
import { LineTable } from '../text/lineTable';
import type { ClientAbilities } from './clientAbilities';
import { contentHash } from './contentHash';
import { toRange } from './ranges';
import type { FileChange } from './repairs';
import type { WorkspaceRoot } from './workspaceRoot';

export interface EditInput {
  readonly root: WorkspaceRoot;
  readonly client: ClientAbilities;
  readonly files: readonly FileChange[];
  readonly title: string;
  readonly annotation?: string;
}

/** The edit, or a sentence that says why this editor cannot make it. */
export function toWorkspaceEdit(input: EditInput): WorkspaceEdit | { readonly refused: string } {
  const { client, files } = input;
  if (!client.createFiles && files.some(({ before }) => before === undefined))
    return { refused: 'This editor cannot create files for a repair.' };
  return client.documentChanges ? documentChanges(input) : plainChanges(input);
}

/** The texts an edit was made for. */
export function hashesOf(root: WorkspaceRoot, files: readonly FileChange[]): readonly ContentHash[] {
  return files.flatMap(({ path, before }) =>
    before === undefined ? [] : [{ uri: root.uriOf(path), hash: contentHash(before) }],
  );
}

function documentChanges({ root, client, files, title, annotation }: EditInput): WorkspaceEdit {
  // Where several files change, the editor can show them under one heading in its preview.
  const annotationId = client.changeAnnotations && files.length > 1 ? 'airworthy' : undefined;
  // Files first, then all texts: VS Code takes neighbours of one kind back in one step, and gets stuck in a mixture
  // as soon as a file that nobody opened is among them.
  const made = files.filter(({ before }) => before === undefined);
  const changes: (CreateFile | TextDocumentEdit)[] = made.map(({ path }) => ({
    kind: 'create',
    uri: root.uriOf(path),
    options: { overwrite: false },
    annotationId,
  }));
  for (const { path, before, edits } of files) {
    const version = before === undefined ? null : (root.document(path)?.version ?? null);
    const lines = LineTable.of(before ?? '');
    changes.push({
      textDocument: { uri: root.uriOf(path), version },
      edits: edits.map((edit) => toTextEdit(edit, lines, annotationId)),
    });
  }
  if (annotationId === undefined) return { documentChanges: changes };
  const heading: ChangeAnnotation = { label: title, description: annotation, needsConfirmation: false };
  return { documentChanges: changes, changeAnnotations: { [annotationId]: heading } };
}

function plainChanges({ root, files }: EditInput): WorkspaceEdit {
  return {
    changes: Object.fromEntries(
      files.map(({ path, before, edits }) => {
        const lines = LineTable.of(before ?? '');
        return [root.uriOf(path), edits.map((edit) => toTextEdit(edit, lines, undefined))];
      }),
    ),
  };
}

function toTextEdit(
  edit: FileChange['edits'][number],
  lines: LineTable,
  annotationId: string | undefined,
): TextEdit | AnnotatedTextEdit {
  const range = toRange(lines, edit);
  return annotationId === undefined
    ? { range, newText: edit.text }
    : { range, newText: edit.text, annotationId };
}
