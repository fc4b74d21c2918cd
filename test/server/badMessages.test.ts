// Messages no sound editor sends: each costs at most its own answer, and the server works on.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CHECKLIST, CHILDREN, EXPLAIN, FIX, RESCAN, STATE } from '../../server/src/protocol/methods';
import { type Editor, eventually, openEditor, quiet, uriOf } from './editor';

const URI = uriOf('/ws/a.ts');
const REQUESTS = [
  'textDocument/hover',
  'textDocument/codeAction',
  'codeAction/resolve',
  'workspace/executeCommand',
  ...[CHILDREN, EXPLAIN, FIX, RESCAN, STATE, CHECKLIST, 'airworthy/nothing'],
];
const NOTIFICATIONS = [
  'textDocument/didOpen',
  'textDocument/didChange',
  'textDocument/didSave',
  'textDocument/didClose',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeWorkspaceFolders',
  'workspace/didChangeConfiguration',
  '$/cancelRequest',
  'nothing',
];
const PARAMETERS: unknown[] = [
  undefined,
  null,
  {},
  [],
  { textDocument: null },
  { textDocument: { uri: 42 }, position: null },
  { textDocument: { uri: '%%%', languageId: 1, version: 'a', text: 7 } },
  { textDocument: { uri: 'untitled:Untitled-1', languageId: 'typescript', version: 1, text: 'BAD' } },
  { textDocument: { uri: uriOf('/ws/never.ts'), version: 3 }, contentChanges: [{ text: 'BAD' }] },
  { textDocument: { uri: URI }, position: { line: -1, character: 1e9 } },
  {
    textDocument: { uri: URI },
    range: { start: { line: 5, character: 5 }, end: { line: -1, character: 0 } },
    context: { diagnostics: [{}] },
  },
  { root: 7, fingerprint: null, fix: {}, hashes: [null], parent: 'x', grouping: 'y', id: [] },
  { changes: [{ uri: null, type: 9 }, {}], event: { added: [{ uri: 'x:y' }], removed: [{ uri: 7 }] } },
  { settings: 7, data: { kind: 'fix' }, command: 'nope', arguments: [{}] },
];

async function works(editor: Editor, text: string): Promise<void> {
  await editor.open('/ws/a.ts', text);
  await eventually(`what is wrong in ${text}`, () => editor.codes('/ws/a.ts')?.includes('bad-word'));
  await editor.type('/ws/a.ts', 'GOOD');
  await eventually('that it is gone', () => editor.codes('/ws/a.ts')?.length === 0);
  await editor.close('/ws/a.ts');
}

describe('bad messages', () => {
  it('cost their own answer only', { timeout: 30_000 }, async () => {
    // What escapes a handler ends up on the standard error, with its stack.
    const escaped = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => escaped.mockRestore());
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine' } });
    await works(editor, 'BAD');
    const asked = REQUESTS.flatMap((method) =>
      PARAMETERS.map((params) =>
        editor.connection.sendRequest(method, params).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      ),
    );
    const answers = await Promise.all(asked);
    expect(answers).toHaveLength(REQUESTS.length * PARAMETERS.length);
    for (const answer of answers) expect(answer).not.toMatch(/\n\s+at /);
    for (const method of NOTIFICATIONS)
      for (const params of PARAMETERS) await editor.connection.sendNotification(method, params);
    await quiet();
    await works(editor, 'fine BAD');
    expect(escaped.mock.calls).toEqual([]);
    expect(editor.told.log.filter((line) => /Something unexpected/.test(line))).toEqual([]);
  });

  it('a document changed or closed that was never opened is none', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine' } });
    await editor.close('/ws/a.ts');
    await editor.type('/ws/b.ts', 'BAD');
    await works(editor, 'BAD');
    expect(editor.shown('/ws/b.ts') ?? []).toEqual([]);
  });

  it('a change beyond the end of a document is a change at its end', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine' } });
    await editor.open('/ws/a.ts', 'fine');
    const far = { line: 1e9, character: 1e9 };
    await editor.type('/ws/a.ts', ' BAD', { start: far, end: far });
    await eventually('the finding', () => editor.codes('/ws/a.ts')?.includes('bad-word'));
  });

  it('a document of 20 MB is held and let go', { timeout: 30_000 }, async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine' } });
    await editor.open('/ws/huge.ts', 'x\n'.repeat(10_000_000));
    await works(editor, 'BAD');
    await editor.close('/ws/huge.ts');
    await works(editor, 'BAD again');
  });
});
