// The documents at the top of the repository say what the program does: settings, commands, items and examples agree with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../server/src/commands/index.generated';
import { loadRuleData } from '../../server/src/engine/ruleData';
import { parseManifest } from '../../server/src/manifest/parse';

const ROOT = join(__dirname, '../..');
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const readme = read('README.md');
const { rules } = loadRuleData(join(ROOT, 'rules'));

interface Setting {
  readonly default: unknown;
}

/** Cells of the table rows whose first cell is code: its text and the rest. */
const rows = [...readme.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name = '', rest = '']) => ({
  name,
  rest,
}));

describe('README.md', () => {
  it('lists every setting with its default', () => {
    const { properties } = JSON.parse(read('package.json')).contributes.configuration as {
      properties: Record<string, Setting>;
    };
    const written = rows
      .filter(({ name }) => name.startsWith('airworthy.'))
      .map(({ name, rest }) => [name, rest.split('`')[1]]);
    const expected = Object.entries(properties).map(([name, { default: value }]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
  });

  it('lists every command', () => {
    const written = [...readme.matchAll(/^\| `airworthy ([a-z]+)/gm)].map(([, name]) => name);
    expect(written.sort()).toEqual(commands.map(({ name }) => name).sort());
  });

  it('tells which items are detected and which are not', () => {
    const detected = rules.items.filter((item) => item.detected);
    expect(rows.filter(({ name }) => name.includes('/')).map(({ name }) => name)).toEqual(
      detected.map(({ id }) => id),
    );
    const others = rules.items.filter((item) => !item.detected).map(({ id }) => id);
    const table = readme.slice(
      readme.indexOf('*not checked*. They can'),
      readme.indexOf('### What it knows'),
    );
    const written = [...table.matchAll(/^\| ([^|`]+) \| (`.*) \|$/gm)].flatMap(
      ([, category = '', names = '']) =>
        names.split(', ').map((name) => `${toId(category)}/${name.replaceAll('`', '')}`),
    );
    expect(written).toEqual(others);
    expect(readme).toContain(`These ${detected.length} items are detected now`);
    expect(readme).toContain(`These ${others.length} stand in the checklist`);
  });

  it('shows a manifest without faults', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(example).toContain('version: 1');
    expect(parseManifest('airworthy.yaml', example).diagnostics).toEqual([]);
  });
});

describe.each(DOCUMENTS)('%s', (name) => {
  const text = read(name);

  it('names no place of a particular machine', () => {
    expect(text).not.toMatch(/(?:^|[\s`("'])\/(?:home|work|tmp|Users|root)\//);
  });

  it('points only at files that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !target.endsWith('.png'));
    const missing = targets.filter((target) => !isThere(target));
    expect(missing).toEqual([]);
  });
});

function isThere(target: string): boolean {
  try {
    readFileSync(join(ROOT, target));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR';
  }
}

function toId(category: string): string {
  return category === 'User experience' ? 'ux' : category.toLowerCase();
}
