import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../server/src/checklist/findings/decision';
import { type FinaliseInput, finalising } from '../../../../server/src/checklist/findings/finalise';
import { fingerprint } from '../../../../server/src/checklist/findings/fingerprint';
import type { Coverage } from '../../../../server/src/checklist/status/coverage';
import { complete } from '../../../../server/src/checklist/steps';
import { at } from '../handmade';

const NO_COVER: Coverage = {
  attestationOf: () => undefined,
  attestationOfFacet: () => undefined,
  waiverOf: () => undefined,
  waiverOfFacet: () => undefined,
  ruleOff: () => undefined,
  isNamed: () => false,
};

function decision(rule: string, subject: string, start: number, more: Partial<Decision> = {}): Decision {
  const place = at('src/a.ts', start);
  return {
    rule,
    item: `item/${rule}`,
    facet: 'f',
    subject,
    subjectName: subject,
    subjectPlace: place,
    project: '',
    answer: 'unset',
    severity: 'warning',
    advice: false,
    blockers: [],
    mark: { places: [place], message: '{subject} is bad.', fixes: [], attestable: true },
    ...more,
  };
}

function finalise(input: Omit<FinaliseInput, 'fingerprint'>) {
  return complete(finalising({ ...input, fingerprint }));
}

function findings(
  decisions: readonly Decision[],
  rules = [
    { id: 'a', supersedes: ['b'] },
    { id: 'b', supersedes: [] },
    { id: 'c', supersedes: [], cause: 'x' },
    { id: 'd', supersedes: [], cause: 'x' },
  ],
) {
  return finalise({ decisions, rules, coverage: NO_COVER, ignores: [], textOf: () => 'text', secrets: [] })
    .findings;
}

describe('finalise', () => {
  it('draws only what is unset and loud', () => {
    expect(
      findings([
        decision('a', 's', 1, { answer: 'met' }),
        decision('a', 's', 1, { severity: undefined, mark: undefined }),
      ]),
    ).toEqual([]);
  });

  it('orders by place, then checklist order', () => {
    const order = findings([decision('c', 's', 9), decision('b', 's', 1), decision('a', 't', 9)]).map(
      ({ rule }) => rule,
    );
    expect(order).toEqual(['b', 'a', 'c']);
  });

  it('keeps findings of different causes at one place', () => {
    expect(findings([decision('a', 's', 1), decision('c', 's', 1)])).toHaveLength(2);
  });

  it('lets the superseding rule stand though the other is louder', () => {
    const [kept, ...rest] = findings([decision('b', 's', 1, { severity: 'error' }), decision('a', 's', 1)]);
    expect(rest).toEqual([]);
    expect(kept).toMatchObject({ rule: 'a', alsoIn: ['item/b'] });
  });

  it('lets the louder, then the earlier rule of one cause stand', () => {
    expect(
      findings([decision('c', 's', 1), decision('d', 's', 1, { severity: 'error' })]).map(({ rule }) => rule),
    ).toEqual(['d']);
    expect(findings([decision('d', 's', 1), decision('c', 's', 1)]).map(({ rule }) => rule)).toEqual(['c']);
  });

  it('does not supersede at another range', () => {
    expect(findings([decision('a', 's', 1), decision('b', 's', 2)])).toHaveLength(2);
  });

  it('counts equal findings so that each has its own fingerprint, stable when lines move', () => {
    const prints = (shift: number) =>
      findings([decision('a', 's', 1 + shift), decision('a', 's', 50 + shift)]).map(
        (each) => each.fingerprint,
      );
    expect(new Set(prints(0)).size).toBe(2);
    expect(prints(100)).toEqual(prints(0));
  });

  it('quotes names so that they cannot end the quote', () => {
    expect(findings([decision('a', 'x`y $& $1', 1)])[0]?.message).toBe("`x'y $& $1` is bad.");
  });

  it('covers the name of a setting whose value is the place, and keeps the value for repairs', () => {
    const whole = { ...at('src/a.ts', 1), start: 0, end: 9 };
    const input = { coverage: NO_COVER, rules: [], textOf: () => 'text', secrets: [] };
    const ignores = [{ place: at('src/a.ts', 90), covers: { start: 0, end: 1 }, target: 'a', reason: 'x' }];
    const [first, second] = finalise({
      ...input,
      ignores,
      decisions: [decision('a', 's', 5), decision('a', 't', 50)],
      settingAt: ({ start }) => (start === 5 ? whole : undefined),
    }).findings;
    expect(first).toMatchObject({ place: whole, value: at('src/a.ts', 5), suppressed: { by: 'inline' } });
    expect(second).toMatchObject({ place: at('src/a.ts', 50), value: undefined, suppressed: undefined });
  });

  it('makes one finding, at the first place, of what is decided for all of them elsewhere', () => {
    const shared = (subject: string, start: number, cause?: string) => {
      const one = decision('a', subject, start);
      return { ...one, mark: { ...one.mark!, shared: cause } };
    };
    const found = findings([
      shared('s', 1, 'sdk'),
      shared('t', 5, 'sdk'),
      shared('u', 9),
      shared('v', 12, 'else'),
    ]);
    expect(found.map(({ place, subjects }) => [place.start, subjects])).toEqual([
      [1, ['s', 't']],
      [9, ['u']],
      [12, ['v']],
    ]);
    expect(found[0]).toMatchObject({
      message: '`s` and 1 other is bad.',
      related: [{ ...at('src/a.ts', 5), label: 't' }],
    });
  });

  it('merges one subject seen from two apps into one finding', () => {
    const [one, ...rest] = findings([
      decision('a', 's', 1, { project: 'x' }),
      decision('a', 's', 1, { project: 'y' }),
    ]);
    expect(rest).toEqual([]);
    expect(one).toMatchObject({ subjects: ['s'], message: '`s` is bad.' });
  });

  it('merges any number of subjects in time that grows with their number', { timeout: 5000 }, () => {
    const place = at('src/a.ts', 1);
    const many = Array.from({ length: 20_000 }, (_, n) =>
      decision('a', `s${n}`, n + 10, {
        mark: { places: [place], message: '{subject}', fixes: [], attestable: true },
      }),
    );
    const [one, ...rest] = findings([...many, ...many.slice(0, 2)]);
    expect(rest).toEqual([]);
    expect(one?.subjects).toHaveLength(20_000);
    expect(one?.related.map(({ start }) => start)).toEqual(Array.from({ length: 50 }, (_, n) => n + 10));
  });
});
