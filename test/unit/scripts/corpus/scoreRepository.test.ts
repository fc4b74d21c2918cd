import { describe, expect, it } from 'vitest';
import { scoreRepository, sumOf } from '../../../../scripts/corpus/scoreRepository';
import { precisionParts } from '../../../../scripts/corpus/scoreSites';
import { toAgreement } from '../../../../scripts/corpus/scoreStatuses';
import { render } from '../../../../scripts/corpus/table';
import { toJson } from '../../../../scripts/corpus/toJson';
import { labelWith, observedWith, site } from './smallLabel';

const RETRIES = 'reliability/retries';
const LABEL = labelWith(
  [
    { kind: 'tool', at: 'a.ts:1', attributes: { approval: false } },
    { kind: 'error-leak', at: 'a.ts:30' },
    { kind: 'retry', at: 'a.ts:60', item: RETRIES },
  ],
  {
    [RETRIES]: 'passing',
    'ux/friendly-errors': 'failing',
    'testing/load': 'missing',
    'ux/streaming': 'unsure',
  },
);
const OBSERVED = observedWith(
  [site('tool', 'a.ts:1', { attributes: { approval: true } }), site('error-leak', 'a.ts:30')],
  { [RETRIES]: 'attested', 'ux/friendly-errors': 'passing', 'testing/load': 'failing' },
);

describe('scoreRepository', () => {
  it('gives figures of sites, attributes and items', () => {
    const score = scoreRepository(LABEL, OBSERVED);
    expect([...score.kinds].map(([kind, { hit, required }]) => [kind, hit, required])).toEqual([
      ['tool', 1, 1],
      ['error-leak', 1, 1],
      ['retry', 0, 1],
    ]);
    expect(score.attributes.get('tool.approval')).toEqual({ labelled: 1, given: 1, correct: 0 });
    expect(score.remarks).toEqual([
      'differs tool.approval a.ts:1: label false, got true',
      `missed retry a.ts:60`,
      'item ux/friendly-errors: label failing, got passing',
    ]);
  });

  it('is narrowed to items: statuses, proofs and faults, not facts', () => {
    const score = scoreRepository(LABEL, OBSERVED, new Set([RETRIES]));
    expect([...score.kinds.keys()]).toEqual(['tool', 'retry']);
    expect([...score.items.keys()]).toEqual([RETRIES]);
  });

  it('adds up', () => {
    const { kinds, items, confusion } = sumOf([
      scoreRepository(LABEL, OBSERVED),
      scoreRepository(LABEL, OBSERVED),
    ]);
    expect(kinds.get('tool')).toMatchObject({ required: 2, hit: 2, wrong: 0 });
    expect(items.get('testing/load')).toEqual(new Map([['missing failing', 2]]));
    expect(toAgreement(confusion).scored).toBe(6);
  });

  it('is told to people and machines', () => {
    const score = scoreRepository(LABEL, OBSERVED);
    const text = render(score, { verbose: true, perItem: true });
    expect(text).toMatch(/^tool +1 +1 +0 +0 +0 +0 +100\.0 +100\.0$/m);
    expect(text).toMatch(/^retry +1 +0 +1 +0 +0 +0 +0\.0 +-$/m);
    expect(text).toContain('  missed retry a.ts:60');
    expect(render(score, { verbose: false, perItem: false })).not.toContain('missed retry');
    expect(toJson([score], [{ repository: 'x/y', why: 'not there' }])).toMatchObject({
      repositories: [{ repository: 'owner/name', kinds: { retry: { recall: 0, precision: null } } }],
      sum: { agreement: { falsePasses: 1 } },
      skipped: [{ repository: 'x/y' }],
    });
  });
});

describe('precisionParts', () => {
  it('leaves out measures, of which nothing can be wrong', () => {
    const score = { required: 4, hit: 3, wrong: 1, duplicates: 2, optionalHit: 1 };
    const kinds = [['tool', score] as const, ['retry', { ...score, wrong: 0 }] as const];
    expect(precisionParts(kinds)).toEqual([3, 4]);
  });
});

describe('toAgreement', () => {
  it('counts verdicts, and abstentions only against the balanced figure', () => {
    const { confusion } = scoreRepository(
      labelWith([], {
        'a/passes': 'passing',
        'a/alarm': 'passing',
        'a/fails': 'failing',
        'a/nearly': 'missing',
        'a/harm': 'missing',
        'a/silent': 'failing',
        'a/none': 'not-applicable',
        'a/unsure': 'unsure',
      }),
      observedWith([], {
        'a/passes': 'passing',
        'a/alarm': 'missing',
        'a/fails': 'failing',
        'a/nearly': 'failing',
        'a/harm': 'passing',
        'a/silent': 'unknown',
        'a/none': 'not-applicable',
        'a/unsure': 'failing',
      }),
    );
    expect(toAgreement(confusion)).toEqual({
      scored: 7,
      decided: 6,
      strict: 3,
      coarse: 4,
      balanced: (1 / 2 + 2 / 4 + 1) / 3,
      falsePasses: 1,
      unsatisfied: 4,
      falseAlarms: 1,
      passing: 2,
    });
  });

  it('has no balanced figure where nothing is scored', () => {
    expect(toAgreement(new Map()).balanced).toBeUndefined();
  });

  it('takes an item the command does not know for an abstention', () => {
    const { confusion } = scoreRepository(labelWith([], { 'a/b': 'passing' }), observedWith([]));
    expect([...confusion]).toEqual([['passing abstained', 1]]);
  });
});
