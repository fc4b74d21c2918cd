import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCompiledPacks, loadRuleData } from '../../../server/src/engine/ruleData';
import { createTemporaryFolder } from '../workspace/temporaryFolder';

const folder = createTemporaryFolder();
const rules = join(folder.path, 'rules');
const compiled = join(folder.path, 'packs.json');
cpSync(join(__dirname, '../../../rules'), rules, { recursive: true });

function packIds(path?: string): string[] {
  const { catalog, errors } = loadRuleData(rules, path);
  expect(errors).toEqual([]);
  return catalog.packs.map((pack) => pack.id);
}

describe('rule data', () => {
  const ids = packIds();

  it('is the same from compiled packs as from YAML', () => {
    writeFileSync(compiled, createCompiledPacks(rules));
    expect(packIds(compiled)).toEqual(ids);
    const [one, other] = [loadRuleData(rules, compiled), loadRuleData(rules)];
    expect(JSON.stringify(one.catalog.packs)).toBe(
      JSON.stringify(other.catalog.packs.map((pack) => ({ ...pack, shared: undefined }))),
    );
  });

  it.each([
    ['there is none', join(folder.path, 'none.json'), undefined],
    ['it is cut off', compiled, (text: string) => text.slice(0, 5000)],
    ['it is empty', compiled, () => ''],
    ['it is something else', compiled, () => '\u0000{}'],
  ])('comes from YAML where %s', (_case, path, spoil) => {
    if (spoil) writeFileSync(path, spoil(createCompiledPacks(rules)));
    expect(packIds(path)).toEqual(ids);
  });

  it('comes from YAML where a pack changed since', () => {
    writeFileSync(compiled, createCompiledPacks(rules));
    const path = join(rules, 'sdks/openai.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^id: .*$/m, 'id: openai-changed'));
    expect(loadRuleData(rules, compiled).catalog.packs.map((pack) => pack.id)).toContain('openai-changed');
  });

  it('refuses to compile a pack with a fault and names the place', () => {
    writeFileSync(join(rules, 'sdks/broken.yaml'), 'id: [');
    expect(() => createCompiledPacks(rules)).toThrow(/sdks\/broken\.yaml:1/);
  });
});
