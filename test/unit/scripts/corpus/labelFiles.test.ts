// The label files of test/corpus: each fits the form, and what it names exists.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fileNameOf,
  isWithin,
  joinLabels,
  labelFiles,
  labelSchema,
  readFamilies,
  readLabel,
  splitPlace,
} from '../../../../scripts/corpus/labels';
import { loadRuleData } from '../../../../server/src/engine/ruleData';

const ROOT = join(__dirname, '../../../..');
const { labels: FOLDER, families } = joinLabels(ROOT);
const { rules } = loadRuleData(join(ROOT, 'rules'));
const items = rules.items.map(({ id }) => id).sort();

describe.each(labelFiles(FOLDER))('%s', (name) => {
  const label = readLabel(join(FOLDER, name));

  it('is named after its repository', () => {
    expect(basename(name, '.yaml')).toBe(fileNameOf(label.repository));
  });

  it('gives every item of the checklist a status', () => {
    expect(Object.keys(label.items).sort()).toEqual(items);
  });

  it('names items that exist', () => {
    const named = label.sites.flatMap((site) => ('item' in site ? [site.item] : []));
    expect(named.filter((id) => !items.includes(id))).toEqual([]);
  });

  it('lists a site once', () => {
    const seen = label.sites.map(({ kind, at, name: named, ...rest }) =>
      [kind, at, named ?? '', 'item' in rest ? rest.item : ''].join(' '),
    );
    expect(seen.filter((each, at) => seen.indexOf(each) !== at)).toEqual([]);
  });

  it('stays within its scope', () => {
    const outside = label.sites
      .map(({ at }) => splitPlace(at).path)
      .filter((path) => label.scope?.some((folder) => isWithin(path, folder)) === false);
    expect(outside).toEqual([]);
  });

  it('names the place where a status is not met', () => {
    const bare = Object.entries(label.items).filter(
      ([, { status, evidence }]) => status === 'failing' && evidence === undefined,
    );
    expect(bare.map(([id]) => id)).toEqual([]);
  });

  it('quotes no code', () => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    expect(text).not.toMatch(/`[^`\n]*`|\w\([\w, ]*\);|=>|\{\n/);
  });
});

describe('families.yaml', () => {
  it('names families that labels use', () => {
    const used = new Set(
      labelFiles(FOLDER)
        .flatMap((name) => readLabel(join(FOLDER, name)).sites)
        .map((site) => ('attributes' in site ? site.attributes?.sdk : undefined)),
    );
    expect([...new Set(readFamilies(families).values())].filter((family) => !used.has(family))).toEqual([]);
  });
});

describe('the form of a label file', () => {
  const whole = { repository: 'a/b', commit: '0'.repeat(40), languages: ['python'], frameworks: [] };
  const fits = (sites: readonly object[], rest: object = {}) =>
    labelSchema.safeParse({ ...whole, sites, items: {}, ...rest }).success;

  it('takes a site of each group', () => {
    expect(
      fits([
        { kind: 'tool', at: 'a.py:1', attributes: { effects: [] } },
        { kind: 'error-leak', at: 'a.py:2' },
        { kind: 'cache', at: 'a.py:3', item: 'performance/semantic-cache' },
      ]),
    ).toBe(true);
  });

  it.each([
    ['a place without a line', { kind: 'tool', at: 'a.py' }],
    ['a line zero', { kind: 'tool', at: 'a.py:0' }],
    ['an absolute path', { kind: 'tool', at: '/a.py:1' }],
    ['a kind nobody knows', { kind: 'gadget', at: 'a.py:1' }],
    ['a proof without its item', { kind: 'cache', at: 'a.py:1' }],
    ['a key nobody knows', { kind: 'tool', at: 'a.py:1', attrs: {} }],
  ])('refuses %s', (_, site) => {
    expect(fits([site])).toBe(false);
  });

  it('refuses a correction without a reason', () => {
    expect(fits([], { corrections: [{ what: 'a status' }] })).toBe(false);
  });
});
