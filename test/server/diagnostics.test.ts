// What appears in Problems, when, and when it goes.
import { describe, expect, it } from 'vitest';
import { ABLE, eventually, openEditor, quiet, range, uriOf } from './editor';

describe('diagnostics', () => {
  it('are pushed for files that nobody opened, without a version', async () => {
    const editor = await openEditor({ files: { '/ws/src/a.ts': 'model();\r\nconst "😀" BAD\r\n' } });
    const sent = await eventually('a diagnostic', () => editor.told.diagnostics[0]);
    expect(sent.uri).toBe(uriOf('/ws/src/a.ts'));
    expect(sent.version).toBeUndefined();
    expect(sent.diagnostics).toEqual([
      {
        // The emoji counts as two, the line ends before \r.
        range: range(1, 11, 14),
        severity: 2,
        source: 'airworthy',
        code: 'bad-word',
        codeDescription: { href: 'https://airworthy.dev/rules/bad-word' },
        message: '`BAD` stands here.',
        relatedInformation: [
          { location: { uri: sent.uri, range: range(0, 0, 1) }, message: 'the beginning' },
        ],
        data: { fingerprint: 'src/a.ts#BAD0' },
      },
    ]);
  });

  it('follow the text with its version, and are cleared by an empty list', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' } });
    await eventually('the first', () => editor.codes('/ws/a.ts'));
    await editor.open('/ws/a.ts', 'BAD');
    await editor.type('/ws/a.ts', 'fine\n');
    await eventually('cleared', () => editor.shown('/ws/a.ts')?.length === 0);
    await editor.type('/ws/a.ts', 'WORSE', range(0, 0, 4));
    await eventually('the other word', () => editor.codes('/ws/a.ts')?.[0] === 'worse-word');
    expect(editor.told.diagnostics.map(({ version }) => version)).toEqual([undefined, 2, 3]);
  });

  it('are not sent again while they stay the same', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD', '/ws/b.ts': 'BAD' } });
    await editor.open('/ws/b.ts', 'BAD');
    await eventually('both', () => editor.told.diagnostics.length === 2);
    await editor.type('/ws/b.ts', 'BAD // and a remark');
    await eventually('an update', () => editor.engines.calls.at(-1)?.kind === 'update');
    await quiet();
    expect(editor.told.diagnostics).toHaveLength(2);
  });

  it('of a text that has moved on are dropped', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine', '/ws/b.ts': 'fine' } });
    await editor.open('/ws/a.ts', 'fine');
    await eventually('the scan', () => editor.told.checklists.length > 0);
    await quiet();
    const release = editor.engines.hold();
    await editor.type('/ws/a.ts', 'BAD');
    const running = editor.engines.calls.length;
    await eventually('a run', () => editor.engines.calls.length > running);
    await editor.type('/ws/a.ts', 'so BAD');
    await quiet(20);
    release();
    await eventually('the newest', () => editor.shown('/ws/a.ts')?.length === 1);
    expect(editor.told.diagnostics).toHaveLength(1);
    expect(editor.shown('/ws/a.ts')?.[0]?.range).toEqual(range(0, 3, 6));
  });

  it('draw nothing for what is waived, nor for information below the level', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'WAIVED HMM WORSE' } });
    await eventually('the first', () => editor.codes('/ws/a.ts'));
    expect(editor.codes('/ws/a.ts')).toEqual(['worse-word']);
    editor.settings = { ...editor.settings, level: 'information' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await eventually('the other', () => editor.codes('/ws/a.ts')?.length === 2);
    expect(editor.codes('/ws/a.ts')).toEqual(['doubtful-word', 'worse-word']);
  });

  it('beyond the limit become one line in the manifest, the loudest kept', async () => {
    const editor = await openEditor({
      files: { '/ws/a.ts': 'BAD BAD WORSE', '/ws/package.json': '{}' },
      settings: { maxDiagnosticsPerProject: 2 },
    });
    await eventually('the line', () => editor.shown('/ws/package.json'));
    expect(editor.codes('/ws/a.ts')).toEqual(['bad-word', 'worse-word']);
    expect(editor.shown('/ws/package.json')).toMatchObject([
      {
        code: 'more',
        severity: 3,
        range: range(0, 0, 0),
        message: '1 more finding of this project in the Airworthy sidebar.',
      },
    ]);
  });

  it('tell of remarks on the manifest', async () => {
    const editor = await openEditor({ files: { '/ws/airworthy.yaml': 'version: 1\n# expired' } });
    await eventually('the remark', () => editor.shown('/ws/airworthy.yaml'));
    expect(editor.shown('/ws/airworthy.yaml')).toMatchObject([
      { code: 'expired', severity: 2, range: range(1, 2, 9) },
    ]);
  });

  it('leave out what the editor does not know', async () => {
    const abilities = { ...ABLE, textDocument: {} };
    const editor = await openEditor({ files: { '/ws/a.ts': 'BAD' }, abilities });
    await editor.open('/ws/a.ts', 'BAD');
    const sent = await eventually('the first', () => editor.told.diagnostics[0]);
    expect(sent.version).toBeUndefined();
    expect(sent.diagnostics[0]).not.toHaveProperty('codeDescription');
    expect(sent.diagnostics[0]).not.toHaveProperty('relatedInformation');
  });

  it('count a closed document as it lies on the disk', async () => {
    const editor = await openEditor({ files: { '/ws/a.ts': 'fine' } });
    await editor.open('/ws/a.ts', 'BAD');
    await eventually('the finding', () => editor.shown('/ws/a.ts')?.length === 1);
    await editor.close('/ws/a.ts');
    await eventually('cleared', () => editor.shown('/ws/a.ts')?.length === 0);
    await editor.open('/ws/new.ts', 'BAD');
    await eventually('one of a file never saved', () => editor.shown('/ws/new.ts')?.length === 1);
    await editor.close('/ws/new.ts');
    await eventually('cleared too', () => editor.shown('/ws/new.ts')?.length === 0);
  });
});
