import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookForAgent } from '../../../client/src/lookForAgent';

function folder(files: Readonly<Record<string, string>>): string {
  const top = mkdtempSync(path.join(tmpdir(), 'airworthy-look-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
  return top;
}

const look = (top: string, limitMs = 5000) => lookForAgent({ folders: [top], openTexts: [], limitMs });

describe('lookForAgent', () => {
  it('finds a manifest that names an agent package, some levels down', async () => {
    expect(await look(folder({ 'services/api/pyproject.toml': 'dependencies = ["anthropic"]' }))).toBe(true);
    expect(await look(folder({ 'requirements-dev.txt': 'openai' }))).toBe(true);
  });

  it('finds nothing in ordinary projects and dependencies', async () => {
    const top = folder({
      '.git/HEAD': 'x',
      'package.json': '{ "dependencies": { "express": "5" } }',
      'node_modules/openai/package.json': '{ "name": "openai" }',
    });
    expect(await look(top)).toBe(false);
    expect(await look(path.join(top, 'gone'))).toBe(false);
  });

  it('takes airworthy.yaml as a yes', async () => {
    expect(await look(folder({ 'airworthy.yaml': '' }))).toBe(true);
  });

  it('looks above an opened folder, up to the top of the repository', async () => {
    const top = folder({ 'package.json': '{"openai": 1}', 'repo/.git/HEAD': 'x', 'repo/src/lib/a.ts': '' });
    expect(await look(path.join(top, 'repo/src'))).toBe(false);
    writeFileSync(path.join(top, 'repo/package.json'), '{"dependencies": {"openai": "6"}}');
    expect(await look(path.join(top, 'repo/src'))).toBe(true);
  });

  it('goes by the open editors without reading anything', async () => {
    const openTexts = ["import OpenAI from 'openai'"];
    expect(await lookForAgent({ folders: [], openTexts, limitMs: 5000 })).toBe(true);
    expect(await lookForAgent({ folders: [], openTexts: [], limitMs: 5000 })).toBe(false);
  });

  it('says yes when time is up', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`d${at}/e/f/package.json`, '{}']),
    );
    expect(await look(folder({ '.git/HEAD': 'x', ...many }), 0)).toBe(true);
  });
});
