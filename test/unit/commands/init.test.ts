import { describe, expect, it } from 'vitest';
import { knownNames } from '../../../server/src/checklist/checklist';
import { manifestTemplate } from '../../../server/src/commands/init';
import { createManifest } from '../../../server/src/manifest/manifest';
import { parseManifest } from '../../../server/src/manifest/parse';
import { MANIFEST_KEYS } from '../../../server/src/manifest/schema';
import { validateManifest } from '../../../server/src/manifest/validity';
import { RULES } from '../reports/handmadeAnalysis';
import { createHost } from './handmadePorts';

describe('init', () => {
  it('writes a manifest into the folder', async () => {
    const host = createHost();
    expect(await host.run('init', 'api')).toEqual({
      code: 0,
      out: '/project/api/airworthy.yaml written\n',
      err: '',
    });
    expect(host.disk.get('api/airworthy.yaml')).toBe(manifestTemplate('2026-11-22'));
  });

  it('never overwrites one', async () => {
    const host = createHost({ files: { 'airworthy.yaml': 'mine' } });
    const { code, err } = await host.run('init');
    expect(code).toBe(2);
    expect(err).toMatch(/^airworthy: \/project\/airworthy\.yaml: exists already; nothing was written\n$/);
    expect(host.disk.get('airworthy.yaml')).toBe('mine');
  });

  it('takes one folder that exists', async () => {
    expect((await createHost().run('init', 'a', 'b')).code).toBe(2);
    expect((await createHost().run('init', 'nowhere')).err).toContain('not found');
  });
});

describe('manifestTemplate', () => {
  const template = manifestTemplate('2026-11-22');
  const check = (text: string) =>
    validateManifest(createManifest([parseManifest('airworthy.yaml', text)]), {
      today: '2026-11-22',
      names: knownNames(RULES),
    }).diagnostics;

  it('is sound as it is', () => {
    expect(check(template)).toEqual([]);
  });

  it('stays sound with every entry taken out of its comment, and has every key', () => {
    const entries = template.replace(/^# (?=\w+:| {2})/gm, '');
    const keys = entries.split('\n').flatMap((line) => /^(\w+):/.exec(line)?.[1] ?? []);
    // Lines of prose that begin with a word and a colon are none of the keys.
    const sound = entries.replace(/^(risk|provides|roles?): [a-z]+, .*$/gm, '');
    expect(check(sound)).toEqual([]);
    for (const key of Object.keys(MANIFEST_KEYS)) expect(keys).toContain(key);
  });
});
