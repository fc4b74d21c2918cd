import { describe, expect, it } from 'vitest';
import { agree, isUnread, scoreSites } from '../../../../scripts/corpus/scoreSites';
import { labelWith, site } from './smallLabel';

const scoreOf = (...given: Parameters<typeof scoreSites>) => {
  const { kinds, attributes, remarks } = scoreSites(...given);
  return { kinds: Object.fromEntries(kinds), attributes: Object.fromEntries(attributes), remarks };
};
const none = { required: 0, hit: 0, wrong: 0, duplicates: 0, optionalHit: 0 };

describe('scoreSites', () => {
  it('counts hits, misses and what no label names', () => {
    const label = labelWith([
      { kind: 'tool', at: 'a.ts:10', name: 'search' },
      { kind: 'tool', at: 'a.ts:40', name: 'send' },
    ]);
    const { kinds, remarks } = scoreOf(label, [site('tool', 'a.ts:12'), site('tool', 'b.ts:40')]);
    expect(kinds.tool).toEqual({ ...none, required: 2, hit: 1, wrong: 1 });
    expect(remarks).toEqual(['missed tool a.ts:40 send', 'wrong tool b.ts:40']);
  });

  it('takes another kind, another file or three lines away for another site', () => {
    const label = labelWith([{ kind: 'tool', at: 'a.ts:10' }]);
    const found = [site('agent', 'a.ts:10'), site('tool', 'b.ts:10'), site('tool', 'a.ts:13')];
    expect(scoreOf(label, found).kinds.tool).toEqual({ ...none, required: 1, wrong: 2 });
  });

  it('finds a site at its other places, and by its name before its distance', () => {
    const label = labelWith([
      { kind: 'tool', at: 'a.ts:10', also: ['b.ts:3'], name: 'Search', attributes: { approval: true } },
      { kind: 'tool', at: 'a.ts:12', name: 'send', attributes: { approval: false } },
    ]);
    const moved = [
      site('tool', 'a.ts:10', { name: 'send', attributes: { approval: false } }),
      site('tool', 'b.ts:4', { attributes: { approval: true } }),
    ];
    expect(scoreOf(label, moved).kinds.tool).toEqual({ ...none, required: 2, hit: 2 });
    expect(scoreOf(label, moved).attributes['tool.approval']).toEqual({ labelled: 2, given: 2, correct: 2 });
  });

  it('calls a second report of a site double, not wrong', () => {
    const label = labelWith([{ kind: 'agent', at: 'a.ts:10' }]);
    const found = [site('agent', 'a.ts:10'), site('agent', 'a.ts:11')];
    expect(scoreOf(label, found).kinds.agent).toEqual({ ...none, required: 1, hit: 1, duplicates: 1 });
  });

  it('counts an optional site neither way', () => {
    const label = labelWith([{ kind: 'agent', at: 'a.ts:10', optional: true, attributes: { tools: 1 } }]);
    expect(scoreOf(label, [site('agent', 'a.ts:10')])).toMatchObject({
      kinds: { agent: { ...none, optionalHit: 1 } },
      attributes: {},
      remarks: [],
    });
    expect(scoreOf(label, []).kinds.agent).toEqual(none);
  });

  it('prefers a required site to an optional one', () => {
    const label = labelWith([
      { kind: 'agent', at: 'a.ts:10', optional: true },
      { kind: 'agent', at: 'a.ts:10' },
    ]);
    expect(scoreOf(label, [site('agent', 'a.ts:10')]).kinds.agent).toEqual({ ...none, required: 1, hit: 1 });
  });

  it('ignores kinds no label file knows, and scores prompts where the file lists some', () => {
    const found = [site('chat-ui', 'a.ts:1'), site('prompt', 'a.ts:1'), site('prompt', 'a.ts:50')];
    expect(scoreOf(labelWith([]), found).kinds).toEqual({});
    const listed = labelWith([{ kind: 'prompt', at: 'a.ts:1' }]);
    expect(scoreOf(listed, found).kinds).toEqual({ prompt: { ...none, required: 1, hit: 1, wrong: 1 } });
  });

  it('calls facts and faults wrong also where a file lists none of their kind', () => {
    const found = [
      site('tool', 'a.ts:1'),
      site('secret', 'a.ts:2'),
      site('secret', 'a.ts:9', { free: true }),
    ];
    expect(scoreOf(labelWith([]), found).kinds).toEqual({
      tool: { ...none, wrong: 1 },
      secret: { ...none, wrong: 1 },
    });
  });

  it('finds measures among the proofs of their item, on recall only', () => {
    const label = labelWith([{ kind: 'retry', at: 'a.ts:5', item: 'reliability/retries' }]);
    const proof = (at: string, item: string) => site('proof', at, { item, free: true });
    expect(scoreOf(label, [proof('a.ts:5', 'cost/max-tokens')]).kinds.retry).toMatchObject({ hit: 0 });
    const found = [proof('a.ts:5', 'reliability/retries'), proof('z.ts:5', 'reliability/retries')];
    expect(scoreOf(label, found).kinds).toEqual({ retry: { ...none, required: 1, hit: 1 } });
  });

  it('leaves out what was not read: tests, vendored files, other folders', () => {
    const label = { ...labelWith([{ kind: 'tool', at: 'tests/a.ts:1' }]), scope: ['app'] };
    const found = ['tests/a.ts:1', 'app/node_modules/a.ts:1', 'application/a.ts:1'].map((at) =>
      site('tool', at),
    );
    expect(scoreOf(label, found).kinds).toEqual({});
    expect(scoreOf(label, [site('tool', 'app/a.ts:1')]).kinds.tool).toMatchObject({ wrong: 1 });
  });

  it('tells apart what is unknown and what differs', () => {
    const label = labelWith([
      {
        kind: 'tool',
        at: 'a.ts:1',
        attributes: { effects: ['network', 'db-read'], approval: false, timeout: true },
      },
    ]);
    const attributes = { effects: ['network'], approval: 'false' };
    const { attributes: scores, remarks } = scoreOf(label, [site('tool', 'a.ts:1', { attributes })]);
    expect(scores).toEqual({
      'tool.effects': { labelled: 1, given: 1, correct: 0.5 },
      'tool.approval': { labelled: 1, given: 1, correct: 1 },
      'tool.timeout': { labelled: 1, given: 0, correct: 0 },
    });
    expect(remarks).toEqual([
      'differs tool.effects a.ts:1: label ["network","db-read"], got ["network"]',
      'unknown tool.timeout a.ts:1: label true',
    ]);
  });
});

describe('agree', () => {
  it.each([
    ['unset', 'Unset ', 1],
    ['unset', 'set', 0],
    [3, 3, 1],
    [true, 'true', 1],
    [[], [], 1],
    [[], ['none'], 1],
    [['a', 'b'], ['b', 'c'], 1 / 3],
    [['network'], [], 0],
  ])('compares %j and %j', (want, got, agreement) => {
    expect(agree(want, got)).toBe(agreement);
  });
});

describe('isUnread', () => {
  it.each(['a.ipynb', 'x/test/a.ts', 'test_a.py', 'x/a_test.py', 'conftest.py', 'x/a.spec.tsx', 'dist/a.js'])(
    'leaves out %s',
    (path) => expect(isUnread(path)).toBe(true),
  );

  it.each(['contest.py', 'testing/a.ts', 'src/distance/a.ts', 'a.test.md'])('reads %s', (path) =>
    expect(isUnread(path)).toBe(false),
  );
});
