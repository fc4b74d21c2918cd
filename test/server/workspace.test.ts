// Folders, watched files, settings, progress, and what happens when something fails.
import { describe, expect, it } from 'vitest';
import { RESCAN, STATE } from '../../server/src/protocol/methods';
import type { StateParams } from '../../server/src/protocol/state';
import { FileReadError } from '../../server/src/workspace/ports';
import { ABLE, type Editor, eventually, openEditor, quiet, uriOf } from './editor';

const folder = (path: string) => ({ uri: uriOf(path), name: path });

const changeFolders = (editor: Editor, added: string[], removed: string[]) =>
  editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: added.map(folder), removed: removed.map(folder) },
  });

const watched = (editor: Editor, path: string, type: 1 | 2 | 3) =>
  editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(path), type }],
  });

describe('folders', () => {
  it('come and go with their diagnostics', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD', '/other/b.ts': 'BAD' } });
    await eventually('the first', () => editor.shown('/ws/a.ts'));
    await changeFolders(editor, ['/other'], []);
    await eventually('the second', () => editor.shown('/other/b.ts')?.length === 1);
    await changeFolders(editor, [], ['/ws']);
    await eventually('cleared', () => editor.shown('/ws/a.ts')?.length === 0);
    expect(editor.shown('/other/b.ts')).toHaveLength(1);
    expect((await editor.ask<StateParams>(STATE)).roots.map(({ name }) => name)).toEqual(['other']);
  });

  it('below one root share an engine, and show nothing of what was not opened', async () => {
    const editor = await openEditor({
      files: {
        '/ws/.git/HEAD': 'ref: refs/heads/main',
        '/ws/api/a.ts': 'BAD',
        '/ws/web/b.ts': 'BAD',
        '/ws/secret/c.ts': 'BAD',
      },
      folders: ['/ws/api', '/ws/web'],
    });
    await eventually('both', () => editor.shown('/ws/api/a.ts') && editor.shown('/ws/web/b.ts'));
    expect(editor.engines.options.map(({ root }) => uriOf(root))).toEqual([uriOf('/ws')]);
    expect(editor.shown('/ws/secret/c.ts')).toBeUndefined();
    await editor.open('/ws/secret/c.ts', 'BAD');
    await eventually('what is opened counts', () => editor.shown('/ws/secret/c.ts'));
  });

  it('inside another root are spoken about once', async () => {
    const editor = await openEditor({
      files: { '/ws/a.ts': 'BAD', '/ws/inner/.git/HEAD': 'x', '/ws/inner/b.ts': 'BAD' },
      folders: ['/ws', '/ws/inner'],
    });
    await eventually('both', () => editor.told.checklists.length === 2);
    await eventually('the inner one', () => editor.shown('/ws/inner/b.ts'));
    await quiet();
    expect(editor.told.diagnostics.filter(({ uri }) => uri === uriOf('/ws/inner/b.ts'))).toHaveLength(1);
  });

  it('get another root when a manifest appears above them', async () => {
    const editor = await openEditor({
      files: { '/ws/.git/HEAD': 'x', '/ws/app/a.ts': 'BAD' },
      folders: ['/ws/app'],
    });
    await eventually('the first', () => editor.told.checklists[0]);
    editor.disk.set('/ws/app/airworthy.yaml', 'version: 1');
    await watched(editor, '/ws/app/airworthy.yaml', 1);
    const moved = await eventually('another root', () =>
      editor.told.checklists.find(({ name }) => name === 'app'),
    );
    expect(moved.root).toBe(uriOf('/ws/app'));
  });

  it('that are not there or not on a disk are left out', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' }, folders: ['/gone', '/ws'] });
    await eventually('the other', () => editor.shown('/ws/a.ts'));
    expect(editor.told.log.some((line) => line.includes('gone is not looked at'))).toBe(true);
  });
});

describe('files that change elsewhere', () => {
  it('are watched by the editor from the top of the root', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' } });
    const registered = await eventually('a registration', () =>
      editor.told.registered.findLast(({ method }) => method === 'workspace/didChangeWatchedFiles'),
    );
    await eventually('relative globs', () =>
      JSON.stringify(editor.told.registered).includes(`"baseUri":"${uriOf('/ws')}"`),
    );
    expect(JSON.stringify(registered.options)).toContain('.env*');
    await eventually('the finding', () => editor.shown('/ws/a.ts'));
    editor.disk.set('/ws/a.ts', 'fine');
    await watched(editor, '/ws/a.ts', 2);
    await eventually('cleared', () => editor.shown('/ws/a.ts')?.length === 0);
    editor.disk.set('/ws/new.ts', 'BAD');
    await watched(editor, '/ws/new.ts', 1);
    await eventually('a new file', () => editor.shown('/ws/new.ts')?.length === 1);
    expect(editor.engines.calls.at(-1)?.changes).toEqual([{ path: 'new.ts', kind: 'created' }]);
  });

  it('do not count while they are open, nor below node_modules', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' } });
    await editor.open('/ws/a.ts', 'BAD');
    await eventually('the finding', () => editor.shown('/ws/a.ts'));
    await quiet();
    const runs = editor.engines.calls.length;
    await watched(editor, '/ws/a.ts', 2);
    await watched(editor, '/ws/node_modules/x/index.js', 1);
    await quiet(150);
    expect(editor.engines.calls).toHaveLength(runs);
  });

  it('are looked for where the editor cannot watch', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD', '/ws/b.ts': 'fine' }, abilities: {} });
    await eventually('the finding', () => editor.shown('/ws/a.ts'));
    expect(editor.told.registered).toEqual([]);
    await quiet(60);
    editor.disk.set('/ws/a.ts', 'fine');
    editor.disk.set('/ws/c.ts', 'BAD');
    editor.disk.delete('/ws/b.ts');
    await eventually('cleared', () => editor.shown('/ws/a.ts')?.length === 0);
    await eventually('a new file', () => editor.shown('/ws/c.ts')?.length === 1);
    const told = editor.engines.calls.flatMap(({ changes }) => changes);
    expect(told).toContainEqual({ path: 'b.ts', kind: 'deleted' });
  });
});

describe('typing', () => {
  it('waits for a pause and runs once', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'x' }, settings: { debounceMs: 60 } });
    await editor.open('/ws/a.ts', 'x');
    await eventually('the scan', () => editor.told.checklists[0]);
    await quiet();
    const runs = editor.engines.calls.length;
    for (const text of ['B', 'BA', 'BAD']) await editor.type('/ws/a.ts', text);
    await quiet(20);
    expect(editor.engines.calls).toHaveLength(runs);
    await eventually('the finding', () => editor.shown('/ws/a.ts')?.length === 1);
    expect(editor.engines.calls).toHaveLength(runs + 1);
  });

  it('saving ends the pause', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'x' }, settings: { debounceMs: 9000 } });
    await editor.open('/ws/a.ts', 'x');
    await eventually('the scan', () => editor.told.checklists[0]);
    await quiet();
    await editor.type('/ws/a.ts', 'BAD');
    await editor.save('/ws/a.ts');
    await eventually('the finding', () => editor.shown('/ws/a.ts')?.length === 1);
  });
});

describe('the first scan', () => {
  const kinds = ({ told }: Editor) =>
    told.progress.map((each) => (each as { value: { kind: string } }).value.kind);

  it('shows its progress and can be stopped', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' } });
    await eventually('the scan', () => editor.told.checklists[0]);
    await quiet(30);
    const before = editor.told.progress.length;
    const release = editor.engines.hold();
    await editor.ask(RESCAN, {});
    const shown = await eventually('progress', () => editor.told.progress[before]);
    expect(shown).toMatchObject({
      value: {
        kind: 'begin',
        title: 'Airworthy: ws',
        percentage: 25,
        message: 'reading files',
        cancellable: true,
      },
    });
    const { token } = shown as { token: string };
    await editor.connection.sendNotification('window/workDoneProgress/cancel', { token });
    await quiet(30);
    release();
    await eventually('the run ended', () => editor.engines.cancelled.includes('scan'));
    await eventually('the end', () => kinds(editor).at(-1) === 'end');
    expect((await editor.ask<StateParams>(STATE)).roots[0]).toMatchObject({ phase: 'ready', revision: 1 });
  });

  it('that failed says why, and another attempt can be made', async () => {
    let attempts = 0;
    const failing = await openEditor({
      files: { '/ws/a.ts': 'BAD' },
      host: {
        createEngine: async () => {
          attempts++;
          throw new FileReadError('rules', 'not found');
        },
      },
    });
    await eventually('failed', () => failing.told.states.at(-1)?.roots[0]?.phase === 'failed');
    expect(failing.told.states.at(-1)?.roots[0]?.why).toBe('rules: not found');
    await failing.ask(RESCAN, {});
    await eventually('another attempt', () => attempts === 2);
  });
});

describe('faults', () => {
  it('in an update are followed by a scan from zero, and people see no stack', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'x' } });
    await editor.open('/ws/a.ts', 'x');
    await eventually('the scan', () => editor.told.checklists[0]);
    await quiet();
    editor.engines.fail = new Error('broken');
    await editor.type('/ws/a.ts', 'BAD');
    await eventually('the finding', () => editor.shown('/ws/a.ts')?.length === 1);
    expect(editor.engines.calls.at(-1)?.kind).toBe('scan');
    expect(
      editor.told.log.filter(
        (line) => line.includes('(update 2) failed: Error at ') && !line.includes('    at '),
      ),
    ).toHaveLength(1);
  });

  it('in a handler leave the server at work', async () => {
    const editor = await openEditor({
      files: { '/ws/a.ts': 'model(BAD)' },
      host: {
        repairs: {
          offers: () => {
            throw new Error('offers broke');
          },
          make: async () => ({ kind: 'stale' }),
        },
      },
    });
    await editor.open('/ws/a.ts', 'model(BAD)');
    await eventually('the finding', () => editor.shown('/ws/a.ts'));
    await quiet();
    const at = { start: { line: 0, character: 7 }, end: { line: 0, character: 7 } };
    expect(await editor.actions('/ws/a.ts', at)).toEqual([]);
    expect(editor.told.log.some((line) => line.includes('Listing code actions failed: Error at'))).toBe(true);
    expect((await editor.ask<StateParams>(STATE)).roots).toHaveLength(1);
  });
});

describe('settings', () => {
  it('that leave files out start the engine again', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' } });
    await eventually('the first', () => editor.shown('/ws/a.ts'));
    editor.settings = { ...editor.settings, exclude: ['legacy/**'], level: 'loud' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await eventually('another engine', () => editor.engines.options.length === 2);
    expect(editor.engines.options[1]?.exclude).toEqual(['legacy/**']);
    await eventually('a remark', () => editor.told.log.some((line) => line.includes('airworthy.level')));
  });

  it('are taken as sent by an editor that cannot be asked', async () => {
    const abilities = { ...ABLE, workspace: { ...ABLE.workspace, configuration: false } };
    const editor = await openEditor({ files: { '/ws/a.ts': 'HMM' }, abilities });
    await eventually('the scan', () => editor.told.checklists[0]);
    expect(editor.shown('/ws/a.ts')).toBeUndefined();
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { airworthy: { level: 'hint' } },
    });
    await eventually('the information', () => editor.shown('/ws/a.ts')?.length === 1);
  });
});
