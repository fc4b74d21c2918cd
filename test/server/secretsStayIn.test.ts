// No message of the server holds a credential of the workspace: what an editor shows, asks for and logs. Edits alone may.
import { describe, expect, it } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver/node';
import { createRepairs } from '../../server/src/editor/createRepairs';
import { createEngine } from '../../server/src/engine/createEngine';
import { fixes } from '../../server/src/fixes/index.generated';
import type { ChecklistNode, ChildrenResult, NodeAddress } from '../../server/src/protocol/children';
import type { FixResult } from '../../server/src/protocol/fix';
import { CHILDREN, EXPLAIN, FIX } from '../../server/src/protocol/methods';
import { createLog } from '../../server/src/workspace/log';
import { ruleData } from '../unit/engine/engines';
import { leaksIn, SECRETS, workspaceWithSecrets } from '../unit/engine/secretWorkspace';
import { type Editor, eventually, openEditor, uriOf } from './editor';

const LIMIT_MS = 20_000;
const OPENED = ['api/src/leak.ts', 'worker/lumen_worker/leak.py', 'api/.env', 'airworthy.yaml'];

const logged: string[] = [];

async function openLeaking(): Promise<Editor> {
  const texts = [...workspaceWithSecrets()].map(([path, text]) => [`/ws/${path}`, String(text)] as const);
  const log = createLog('debug', (_level, message) => void logged.push(message));
  const editor = await openEditor({
    files: Object.fromEntries(texts),
    host: {
      rules: () => ruleData.rules,
      repairs: createRepairs(fixes, (engine, finding) => engine.fixInput?.(finding), log),
      createEngine: async (options) =>
        createEngine({
          ...options,
          log,
          ruleData,
          loadTracked: async () => ({ state: 'known', paths: new Set(['api/.env']) }),
        }),
    },
  });
  await eventually('findings', () => editor.shown('/ws/api/src/leak.ts')?.length, LIMIT_MS);
  for (const path of OPENED)
    await editor.open(
      `/ws/${path}`,
      editor.disk.get(`/ws/${path}`)!,
      path.endsWith('.py') ? 'python' : 'typescript',
    );
  return editor;
}

async function nodesBelow(editor: Editor, parent?: NodeAddress): Promise<ChecklistNode[]> {
  const { nodes } = await editor.ask<ChildrenResult>(CHILDREN, { parent, grouping: 'category' });
  const inner: ChecklistNode[] = [];
  for (const { address } of nodes) if (address) inner.push(...(await nodesBelow(editor, address)));
  return [...nodes, ...inner];
}

/** Hovers and actions at every finding, and hovers across every line that holds a credential. */
async function askEverything(editor: Editor) {
  const hovers: (Hover | null)[] = [];
  const actions: CodeAction[] = [];
  for (const path of OPENED) {
    const file = `/ws/${path}`;
    const lines = editor.disk.get(file)!.split('\n');
    const hover = (line: number, character: number) =>
      editor.ask<Hover | null>('textDocument/hover', {
        textDocument: { uri: uriOf(file) },
        position: { line, character },
      });
    for (const [line, text] of lines.entries()) {
      if (!Object.values(SECRETS).some((secret) => text.includes(secret))) continue;
      for (let character = 0; character < text.length; character += 7)
        hovers.push(await hover(line, character));
    }
    for (const { range } of editor.shown(file) ?? []) {
      hovers.push(await hover(range.start.line, range.start.character));
      actions.push(...(await editor.actions(file, range)));
    }
  }
  return { hovers: hovers.filter((one) => one !== null), actions };
}

/** What came out where none may, of all repairs that are offered; and how many write a credential where it belongs. */
async function repairEverything(editor: Editor, nodes: readonly ChecklistNode[]) {
  const leaks: string[] = [];
  let moved = 0;
  for (const { root, fingerprint, fixes: offers = [] } of nodes) {
    for (const { id } of fingerprint === undefined ? [] : offers) {
      const result = await editor.ask<FixResult>(FIX, { root, fingerprint, fix: id });
      const { edit = {}, ...rest } = result as FixResult & { edit?: { documentChanges?: object[] } };
      const { documentChanges = [], ...annotations } = edit;
      leaks.push(...leaksIn(JSON.stringify([rest, annotations])));
      for (const change of documentChanges) {
        const { textDocument } = change as { textDocument?: { uri: string } };
        const found = leaksIn(JSON.stringify(change));
        if (textDocument && /\/\.env[^/]*$/.test(textDocument.uri)) moved += found.length;
        else leaks.push(...found);
      }
    }
  }
  return { leaks, moved };
}

describe('a server over files with credentials', () => {
  it('sends none but in the edit of an environment file', { timeout: 60_000 }, async () => {
    const editor = await openLeaking();
    const { hovers, actions } = await askEverything(editor);
    const nodes = await nodesBelow(editor);
    for (const id of ['security/secrets-from-env', ...new Set(nodes.flatMap(({ rule }) => rule ?? []))])
      await editor.ask(EXPLAIN, { id });
    const wire = editor.told.wire.join('');
    const codes = OPENED.flatMap((path) => editor.codes(`/ws/${path}`) ?? []);
    expect(hovers.length).toBeGreaterThan(0);
    for (const each of [codes, actions, nodes.filter(({ kind }) => kind === 'finding')])
      expect(each.length).toBeGreaterThan(5);
    expect(wire).toContain('"method":"airworthy/checklist"');
    expect(leaksIn(wire)).toEqual([]);
    expect(leaksIn([...logged, ...editor.told.log].join('\n'))).toEqual([]);
    const { leaks, moved } = await repairEverything(editor, nodes);
    expect(leaks).toEqual([]);
    expect(moved).toBeGreaterThan(0);
  });
});

describe('an exception that quotes a file', () => {
  const { key, other, plain, password } = SECRETS;
  const failing = (what: string): never => {
    throw new Error(`${what} cannot read "${key}"\n  ${other}\n    at ${plain}`, { cause: password });
  };

  it('leaves nothing of it in the log, and nothing in what is shown', { timeout: 60_000 }, async () => {
    const editor = await openEditor({
      files: { '/ws/a.ts': 'model(BAD)' },
      host: { repairs: { offers: () => failing('an offer'), make: async () => failing('a repair') } },
    });
    await editor.open('/ws/a.ts', 'model(BAD)');
    await eventually('the finding', () => editor.shown('/ws/a.ts')?.length);
    await editor.actions('/ws/a.ts', editor.shown('/ws/a.ts')![0]!.range);
    // The update and the scan that follows it.
    editor.engines.fail = await failure('an update');
    await editor.type('/ws/a.ts', 'model(BAD) ');
    await eventually('the failure', () => editor.told.log.some((line) => line.includes('(update 2) failed')));
    await eventually('the other scan', () => editor.engines.calls.filter(({ kind }) => kind === 'scan')[1]);
    expect(editor.told.log.filter((line) => line.includes(' failed: Error at ')).length).toBeGreaterThan(1);
    expect(leaksIn(editor.told.log.join('\n'))).toEqual([]);
    expect(leaksIn(editor.told.wire.join(''))).toEqual([]);
  });

  it('leaves nothing where no engine can be created', async () => {
    const editor = await openEditor({
      files: { '/ws/a.ts': 'x' },
      host: { createEngine: async () => failing('an engine') },
    });
    await eventually('the state', () =>
      editor.told.states.at(-1)?.roots.some(({ why }) => why !== undefined),
    );
    expect(editor.told.log.join('\n')).toContain('No engine for');
    expect(leaksIn(editor.told.wire.join(''))).toEqual([]);
  });

  async function failure(what: string): Promise<Error> {
    try {
      return failing(what);
    } catch (error) {
      return error as Error;
    }
  }
});
