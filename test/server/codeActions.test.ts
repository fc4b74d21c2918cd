// The light bulb: repairs, "ignore here" and fix-all.

import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { ABLE, type Editor, eventually, openEditor, quiet, range, uriOf } from './editor';

async function opened(
  path: string,
  text: string,
  options: Parameters<typeof openEditor>[0] = {},
): Promise<Editor> {
  const editor = await openEditor({ ...options, files: { [path]: text, ...options.files } });
  await editor.open(path, text);
  await eventually('a diagnostic', () => editor.shown(path));
  await quiet(40);
  return editor;
}

const titled = (actions: readonly CodeAction[], title: string): CodeAction => {
  const found = actions.find((action) => action.title === title);
  if (!found) throw new Error(`no action ${title}`);
  return found;
};

describe('code actions', () => {
  it('are offered at the finding only, tied to its diagnostic, without an edit', async () => {
    const editor = await opened('/ws/a.ts', 'BAD and\nfine');
    const actions = await editor.actions('/ws/a.ts', range(0, 1, 1));
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
      ['Replace the word', true],
      ['Do something else', false],
      ['Ignore bad-word here, with a reason', undefined],
    ]);
    expect(actions[0]?.diagnostics).toEqual(editor.shown('/ws/a.ts'));
    expect(actions[0]?.edit).toBeUndefined();
    expect(await editor.actions('/ws/a.ts', range(1, 0, 2))).toEqual([]);
    expect(await editor.actions('/ws/a.ts', range(0, 1, 1), ['refactor'])).toEqual([]);
    expect(await editor.actions('/ws/a.ts', range(0, 1, 1), ['quickfix'])).toHaveLength(3);
  });

  it('resolve to one versioned edit', async () => {
    const editor = await opened('/ws/a.ts', '// 😀\r\n"😀" BAD');
    const actions = await editor.actions('/ws/a.ts', range(1, 5, 8));
    const { edit } = await editor.resolve(titled(actions, 'Replace the word'));
    expect(edit).toEqual({
      documentChanges: [
        {
          textDocument: { uri: uriOf('/ws/a.ts'), version: 1 },
          edits: [{ range: range(1, 5, 8), newText: 'GOOD' }],
        },
      ],
    });
  });

  it('over several files stand under one heading, new files included', async () => {
    const editor = await opened('/ws/a.ts', 'WORSE');
    const actions = await editor.actions('/ws/a.ts', range(0, 0, 0));
    const { edit } = await editor.resolve(titled(actions, 'Move it to .env'));
    expect(edit?.changeAnnotations).toEqual({
      airworthy: {
        label: 'Move it to .env',
        description: 'Keeps it out of the code.',
        needsConfirmation: false,
      },
    });
    // New files come first: VS Code takes neighbouring texts back in one step, also those nobody opened.
    expect(edit?.documentChanges).toEqual([
      { kind: 'create', uri: uriOf('/ws/.env'), options: { overwrite: false }, annotationId: 'airworthy' },
      {
        textDocument: { uri: uriOf('/ws/a.ts'), version: 1 },
        edits: [{ range: range(0, 0, 5), newText: 'GOOD', annotationId: 'airworthy' }],
      },
      {
        textDocument: { uri: uriOf('/ws/.env'), version: null },
        edits: [{ range: range(0, 0, 0), newText: 'WORD=1\n', annotationId: 'airworthy' }],
      },
    ]);
  });

  it('say what is left to do once they are applied', async () => {
    const editor = await opened('/ws/a.ts', 'WORSE BAD');
    expect(editor.initialized?.capabilities.executeCommandProvider?.commands).toHaveLength(1);
    const actions = await editor.actions('/ws/a.ts', range(0, 0, 9));
    const { command } = await editor.resolve(titled(actions, 'Move it to .env'));
    await editor.ask('workspace/executeCommand', command);
    expect(editor.told.messages).toEqual(['Set WORD. Rotate it.']);
    expect((await editor.resolve(titled(actions, 'Replace the word'))).command).toBeUndefined();
    // Whatever somebody else sends.
    await editor.ask('workspace/executeCommand', { ...command, arguments: [{}, 3] });
    await editor.ask('workspace/executeCommand', { command: 'other', arguments: ['x'] });
    expect(editor.told.messages).toHaveLength(1);
  });

  it('of a finding that is gone are refused', async () => {
    const editor = await opened('/ws/a.ts', 'BAD');
    const actions = await editor.actions('/ws/a.ts', range(0, 0, 3));
    await editor.type('/ws/a.ts', 'fine');
    // -32801: the content was modified; editors say nothing about it.
    await expect(editor.resolve(actions[0]!)).rejects.toMatchObject({ code: -32801 });
  });

  it('that cannot be made say why', async () => {
    const editor = await opened('/ws/a.ts', 'BAD');
    const actions = await editor.actions('/ws/a.ts', range(0, 0, 3));
    await expect(editor.resolve(titled(actions, 'Do something else'))).rejects.toThrow(
      'There is nothing to change.',
    );
  });

  it('come with their edit where the editor cannot ask later, the impossible left out', async () => {
    const abilities = { ...ABLE, textDocument: {}, workspace: {} };
    const editor = await opened('/ws/a.ts', 'BAD', { abilities });
    const actions = await editor.actions('/ws/a.ts', range(0, 0, 3));
    expect(actions.map(({ title }) => title)).toEqual([
      'Replace the word',
      'Ignore bad-word here, with a reason',
    ]);
    expect(actions[0]?.edit).toEqual({
      changes: { [uriOf('/ws/a.ts')]: [{ range: range(0, 0, 3), newText: 'GOOD' }] },
    });
  });
});

describe('ignoring here', () => {
  const ignore = async (path: string, text: string, line: number, abilities = ABLE) => {
    const editor = await opened(path, text, { abilities });
    const actions = await editor.actions(path, range(line, 0, 80));
    const { edit } = await editor.resolve(titled(actions, 'Ignore bad-word here, with a reason'));
    const [change] = edit?.documentChanges ?? [];
    return (change as TextDocumentEdit).edits[0];
  };

  it('writes a comment above the line and leaves the cursor where the reason goes', async () => {
    expect(await ignore('/ws/a.ts', 'f(\r\n  BAD,\r\n)', 1)).toEqual({
      range: range(1, 0, 0),
      snippet: { kind: 'snippet', value: '  // airworthy-ignore-next-line bad-word: $1\r\n' },
    });
  });

  it('uses the comments of the language', async () => {
    expect(await ignore('/ws/a.py', 'x = 1\nBAD\n', 1)).toMatchObject({
      snippet: { value: '# airworthy-ignore-next-line bad-word: $1\n' },
    });
    expect(await ignore('/ws/a.tsx', 'const a = (\n  <p>\n    BAD\n  </p>\n);\n', 2)).toMatchObject({
      snippet: { value: '    {/* airworthy-ignore-next-line bad-word: $1 */\\}\n' },
    });
  });

  it('leaves the reason open where the editor has no snippets', async () => {
    const { workspaceEdit, ...workspace } = ABLE.workspace!;
    const abilities = { ...ABLE, workspace: { ...workspace, workspaceEdit: { documentChanges: true } } };
    expect(workspaceEdit).toBeDefined();
    expect(await ignore('/ws/a.ts', 'BAD', 0, abilities)).toEqual({
      range: range(0, 0, 0),
      newText: '// airworthy-ignore-next-line bad-word: \n',
    });
  });

  it('refuses where no comment can stand', async () => {
    await expect(ignore('/ws/a.ts', 'const a = `\nBAD\n`;', 1)).rejects.toThrow(
      'No comment can stand above this line',
    );
    await expect(ignore('/ws/package.json', '{ "BAD": 1 }', 0)).rejects.toThrow(
      'No comment can stand above this line',
    );
  });
});

describe('fix-all', () => {
  it('makes the safe repairs of the document, and only when asked for', async () => {
    const editor = await opened('/ws/a.ts', 'BAD WORSE\nBAD WAIVED', { files: { '/ws/b.ts': 'BAD' } });
    const [action, ...others] = await editor.actions('/ws/a.ts', range(0, 0, 0), ['source.fixAll']);
    expect(others).toEqual([]);
    expect(action?.kind).toBe('source.fixAll.airworthy');
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: uriOf('/ws/a.ts'), version: 1 },
        edits: [
          { range: range(0, 0, 3), newText: 'GOOD' },
          { range: range(1, 0, 3), newText: 'GOOD' },
        ],
      },
    ]);
    expect(await editor.actions('/ws/b.ts', range(0, 0, 0), ['source.organizeImports'])).toEqual([]);
  });

  it('sees what was typed just before saving', async () => {
    const editor = await opened('/ws/a.ts', 'BAD', { settings: { debounceMs: 5000 } });
    await editor.type('/ws/a.ts', 'fine BAD');
    const [action] = await editor.actions('/ws/a.ts', range(0, 0, 0), ['source.fixAll.airworthy']);
    expect(action?.edit?.documentChanges).toMatchObject([
      { textDocument: { version: 2 }, edits: [{ range: range(0, 5, 8), newText: 'GOOD' }] },
    ]);
  });

  it('has nothing to do for a clean document', async () => {
    const editor = await opened('/ws/a.ts', 'WORSE');
    expect(await editor.actions('/ws/a.ts', range(0, 0, 0), ['source.fixAll.airworthy'])).toEqual([]);
  });
});
