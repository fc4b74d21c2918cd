// The requests and notifications of Airworthy's own, and hover.

import { describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver/node';
import { contentHash } from '../../server/src/editor/contentHash';
import type { ChildrenResult, Grouping, NodeAddress } from '../../server/src/protocol/children';
import type { ExplainResult } from '../../server/src/protocol/explain';
import type { FixResult } from '../../server/src/protocol/fix';
import { CHILDREN, EXPLAIN, FIX, RESCAN, STATE } from '../../server/src/protocol/methods';
import type { StateParams } from '../../server/src/protocol/state';
import { ABLE, type Editor, eventually, openEditor, range, uriOf } from './editor';

async function analysed(
  files: Record<string, string>,
  options: Parameters<typeof openEditor>[0] = {},
): Promise<Editor> {
  const editor = await openEditor({ files, ...options });
  await eventually('an analysis', () => editor.told.checklists[0]);
  return editor;
}

const ROOT = uriOf('/ws');

describe('airworthy/checklist', () => {
  it('tells statuses and counts after each analysis', async () => {
    const editor = await analysed({ '/ws/src/main.ts': 'model(BAD, WAIVED, HMM)' });
    expect(editor.told.checklists[0]).toMatchObject({
      root: ROOT,
      name: 'ws',
      revision: 1,
      hasAgent: true,
      readiness: { ready: false, score: 0, failing: 1 },
      items: [{ id: 'cost/max-tokens', status: 'failing', findings: 2 }],
      scopes: [{ id: 'folder:', kind: 'folder' }],
      findings: { error: 0, warning: 1, information: 1, hint: 0 },
    });
  });
});

describe('airworthy/children', () => {
  const children = (editor: Editor, parent?: NodeAddress, grouping: Grouping = 'category') =>
    editor.ask<ChildrenResult>(CHILDREN, { parent, grouping });

  it('leads from the category to the line that proves', async () => {
    const editor = await analysed({ '/ws/src/main.ts': 'model(\n  BAD, WAIVED)' });
    const [group] = (await children(editor)).nodes;
    expect(group).toMatchObject({
      kind: 'group',
      label: 'Cost control',
      description: '1 failing',
      status: 'failing',
    });
    const [item] = (await children(editor, group?.address)).nodes;
    expect(item).toMatchObject({
      kind: 'item',
      label: 'Output length is capped',
      description: 'failing · 1 finding',
    });
    const [facet] = (await children(editor, item?.address)).nodes;
    expect(facet).toMatchObject({
      kind: 'facet',
      label: 'Every call is capped',
      description: '1 of 2 met, 1 not',
    });
    const { nodes } = await children(editor, facet?.address);
    expect(nodes.map(({ kind, label, description, muted }) => [kind, label, description, muted])).toEqual([
      ['finding', 'BAD stands here.', 'src/main.ts:2', undefined],
      ['proof', 'At most 900 tokens', 'src/main.ts:1 ×2', undefined],
      ['finding', 'WAIVED stands here.', 'src/main.ts:2, waived', true],
      ['note', '2 more', undefined, undefined],
    ]);
    expect(nodes[0]).toMatchObject({
      location: { uri: uriOf('/ws/src/main.ts'), range: range(1, 2, 5) },
      severity: 'warning',
      fixes: [{ id: 'replace', title: 'Replace the word', safety: 'safe' }, { id: 'explain-elsewhere' }],
    });
    expect(nodes[1]?.tooltip).toBe(
      'At most 900 tokens\nsrc/main.ts\nFor ask, src/main.ts:1\nFor answer, src/main.ts:2',
    );
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });

  it('shows the loudest findings of a facet first', async () => {
    const editor = await analysed({ '/ws/src/a.ts': 'model(HMM, BAD)', '/ws/src/b.ts': 'WORSE BAD' });
    const address = { root: ROOT, group: 'cost', item: 'cost/max-tokens', facet: 'every-call' };
    const { nodes } = await children(editor, address);
    const findings = nodes.filter(({ kind }) => kind === 'finding');
    expect(findings.map(({ severity, description }) => [severity, description])).toEqual([
      ['error', 'src/b.ts:1'],
      ['warning', 'src/a.ts:1'],
      ['warning', 'src/b.ts:1'],
      ['information', 'src/a.ts:1'],
    ]);
  });

  it('leaves out one line that cannot be shown, not the others', async () => {
    const repairs = {
      offers: () => {
        throw new Error('broken');
      },
      make: async () => ({ kind: 'stale' as const }),
    };
    const editor = await analysed({ '/ws/src/main.ts': 'model(BAD)' }, { host: { repairs } });
    const { nodes } = await children(editor, {
      root: ROOT,
      group: 'cost',
      item: 'cost/max-tokens',
      facet: 'every-call',
    });
    expect(nodes.map(({ kind }) => kind)).toEqual(['proof', 'note']);
    expect(editor.told.log.some((line) => line.includes('A line of the checklist failed: Error at'))).toBe(
      true,
    );
  });

  it('groups by status, and keeps the ids of items', async () => {
    const editor = await analysed({ '/ws/src/main.ts': 'model()' });
    const [group] = (await children(editor, undefined, 'status')).nodes;
    expect(group).toMatchObject({ label: 'Passing', description: '1' });
    const byStatus = (await children(editor, group?.address, 'status')).nodes;
    const byCategory = (await children(editor, { root: ROOT, group: 'cost' })).nodes;
    expect(byStatus.map(({ id }) => id)).toEqual(byCategory.map(({ id }) => id));
  });

  it('has a level of roots only where there are several, and nothing without an agent', async () => {
    const two = await openEditor({
      files: { '/ws/a.ts': 'model(BAD)', '/other/b.ts': 'model()' },
      folders: ['/ws', '/other'],
    });
    await eventually('both', () => two.told.checklists.length === 2);
    const roots = (await children(two)).nodes;
    expect(roots.map(({ kind, label, description }) => [kind, label, description])).toEqual([
      ['root', 'ws', '0%, 0 of 1 met'],
      ['root', 'other', '100%, 1 of 1 met'],
    ]);
    expect((await children(two, roots[1]?.address)).nodes).toMatchObject([
      { kind: 'group', status: 'passing' },
    ]);
    const none = await analysed({ '/ws/a.ts': 'nothing' });
    expect((await children(none)).nodes).toEqual([]);
  });

  it('answers questions about what is gone with nothing', async () => {
    const editor = await analysed({ '/ws/src/main.ts': 'model()' });
    expect(await children(editor, { root: 'file:///gone', group: 'cost' })).toEqual({ nodes: [] });
    expect(await children(editor, { root: ROOT, group: 'cost', item: 'no/such' })).toMatchObject({
      nodes: [{ kind: 'item' }],
    });
  });
});

describe('airworthy/fix', () => {
  const fix = (editor: Editor, fingerprint: string, id: string, hashes?: object[]) =>
    editor.ask<FixResult>(FIX, { root: ROOT, fingerprint, fix: id, hashes });

  it('answers an edit for a file that is not open, bound to its content', async () => {
    const text = 'model(BAD)';
    const editor = await analysed({ '/ws/a.ts': text });
    const uri = uriOf('/ws/a.ts');
    const hashes = [{ uri, hash: contentHash(text) }];
    expect(await fix(editor, 'a.ts#BAD0', 'replace', hashes)).toEqual({
      kind: 'edit',
      title: 'Replace the word',
      edit: {
        documentChanges: [
          { textDocument: { uri, version: null }, edits: [{ range: range(0, 6, 9), newText: 'GOOD' }] },
        ],
      },
      hashes,
    });
  });

  it('tells what is left to do', async () => {
    const editor = await analysed({ '/ws/a.ts': 'WORSE' });
    expect(await fix(editor, 'a.ts#WORSE0', 'move-away')).toMatchObject({
      notes: ['Set WORD.', 'Rotate it.'],
    });
  });

  it('answers stale for other texts and findings that are gone', async () => {
    const editor = await analysed({ '/ws/a.ts': 'BAD' });
    const hashes = [{ uri: uriOf('/ws/a.ts'), hash: contentHash('something else') }];
    expect(await fix(editor, 'a.ts#BAD0', 'replace', hashes)).toEqual({ kind: 'stale' });
    expect(await fix(editor, 'a.ts#BAD7', 'replace')).toEqual({ kind: 'stale' });
    await editor.open('/ws/a.ts', 'BAD');
    await editor.type('/ws/a.ts', 'fine');
    expect(await fix(editor, 'a.ts#BAD0', 'replace')).toEqual({ kind: 'stale' });
  });

  it('says why a repair is refused', async () => {
    const editor = await analysed({ '/ws/a.ts': 'BAD WORSE' }, { abilities: { ...ABLE, workspace: {} } });
    expect(await fix(editor, 'a.ts#BAD0', 'explain-elsewhere')).toEqual({
      kind: 'refused',
      why: 'There is nothing to change.',
    });
    expect(await fix(editor, 'a.ts#WORSE0', 'move-away')).toEqual({
      kind: 'refused',
      why: 'This editor cannot create files for a repair.',
    });
  });
});

describe('airworthy/explain', () => {
  it('explains an item with how it stands here, without links to commands or HTML', async () => {
    const editor = await analysed({ '/ws/src/main.ts': 'model(BAD)' });
    const { title, markdown } = await editor.ask<ExplainResult>(EXPLAIN, {
      id: 'cost/max-tokens',
      root: ROOT,
    });
    expect(title).toBe('Output length is capped');
    expect(markdown).toContain('# Output length is capped');
    expect(markdown).toContain('## Findings\n\n- `BAD` stands here. (`src/main.ts:1`)');
    expect(markdown).not.toMatch(/\(command:|<[a-z]+ /);
  });

  it('explains a rule with its example, and knows no other names', async () => {
    const editor = await analysed({ '/ws/a.ts': '' });
    const { markdown } = await editor.ask<ExplainResult>(EXPLAIN, { id: 'missing-output-cap' });
    expect(markdown).toContain('await generateText({ model, prompt, maxOutputTokens: 4096 });');
    expect(await editor.ask(EXPLAIN, { id: 'no-such-thing' })).toBeNull();
  });
});

describe('airworthy/state and airworthy/rescan', () => {
  it('tells when a scan begins and ends, and scans again on demand', async () => {
    const editor = await analysed({ '/ws/a.ts': 'model()' });
    await eventually('ready', () => editor.told.states.at(-1)?.roots[0]?.phase === 'ready');
    expect(await editor.ask<StateParams>(STATE)).toEqual({
      roots: [{ root: ROOT, name: 'ws', phase: 'ready', revision: 1, hasAgent: true }],
    });
    await editor.ask(RESCAN, {});
    await eventually('a second scan', () => editor.told.checklists.length === 2);
    expect(editor.told.states.map(({ roots }) => roots[0]?.phase)).toContain('scanning');
    expect(editor.engines.calls.map(({ kind }) => kind)).toEqual(['scan', 'scan']);
  });
});

describe('hover', () => {
  const hover = (editor: Editor, line: number, character: number) =>
    editor.ask<Hover | null>('textDocument/hover', {
      textDocument: { uri: uriOf('/ws/a.ts') },
      position: { line, character },
    });

  it('tells what is known and where it comes from, names escaped', async () => {
    const editor = await analysed({ '/ws/a.ts': 'x\nawait model()' });
    const found = await hover(editor, 1, 8);
    expect(found?.range).toEqual(range(1, 6, 11));
    const { value, kind } = found!.contents as { value: string; kind: string };
    expect(kind).toBe('markdown');
    expect(value.split('\n')).toEqual([
      '**Model call** `main/[model](command:x)` (openai)',
      '',
      `- Time limit: \`30 s\` (set on the client, [a.ts:1](<${uriOf('/ws/a.ts')}#L1,1>))`,
      '- Retries: `2, exponential pauses, jitter` (SDK default: 2 retries with jitter)',
      `- Output cap: \`not known\` (options come from a parameter, [a.ts:1](<${uriOf('/ws/a.ts')}#L1,1>))`,
    ]);
    expect(await hover(editor, 0, 0)).toBeNull();
  });

  it('is plain text where the editor has no Markdown', async () => {
    const editor = await analysed({ '/ws/a.ts': 'model()' }, { abilities: {} });
    expect((await hover(editor, 0, 0))?.contents).toMatchObject({ kind: 'plaintext' });
  });
});
