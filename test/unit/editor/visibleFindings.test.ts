import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import { cap, counts, isDrawn, loudestFirst } from '../../../server/src/editor/visibleFindings';

function finding(fingerprint: string, over: Partial<Finding> = {}): Finding {
  return {
    fingerprint,
    rule: 'rule',
    item: 'cost/max-tokens',
    facet: 'facet',
    severity: 'warning',
    advice: false,
    message: '',
    place: { path: 'a.ts', start: 0, end: 1 },
    related: [],
    subject: '',
    subjects: [],
    project: '',
    fixes: [],
    alsoIn: [],
    ...over,
  };
}

const place = { path: 'airworthy.yaml', start: 0, end: 1 };

describe('counts', () => {
  it('leaves out what is suppressed or answered', () => {
    expect(counts(finding('a'))).toBe(true);
    expect(counts(finding('a', { suppressed: { by: 'baseline' } }))).toBe(false);
    expect(counts(finding('a', { answered: { place, by: 'dana', expires: '2027-01-01' } }))).toBe(false);
  });
});

describe('isDrawn', () => {
  it('goes by the level', () => {
    const information = finding('a', { severity: 'information' });
    expect(isDrawn(information, { level: 'warning' })).toBe(false);
    expect(isDrawn(information, { level: 'information' })).toBe(true);
    expect(isDrawn(finding('a'), { level: 'error' })).toBe(false);
  });
});

describe('loudestFirst', () => {
  it('goes by severity with advice last, then by path and line', () => {
    const at = (path: string, start: number) => ({ path, start, end: start + 1 });
    const all = [
      finding('advice', { severity: 'information', advice: true, place: at('a.ts', 0) }),
      finding('hint', { severity: 'hint', place: at('a.ts', 1) }),
      finding('information', { severity: 'information', place: at('a.ts', 2) }),
      finding('second', { place: at('b.ts', 1) }),
      finding('third', { place: at('b.ts', 10) }),
      finding('first', { place: at('a.ts', 30) }),
      finding('error', { severity: 'error', place: at('c.ts', 0) }),
    ];
    expect(loudestFirst(all).map(({ fingerprint }) => fingerprint)).toEqual([
      'error',
      'first',
      'second',
      'third',
      'information',
      'hint',
      'advice',
    ]);
  });
});

describe('cap', () => {
  it('keeps the loudest of each project, in the order they came', () => {
    const all = [
      finding('1'),
      finding('2', { severity: 'error' }),
      finding('3'),
      finding('4', { project: 'web' }),
      finding('5', { severity: 'error' }),
    ];
    const { shown, more } = cap(all, 2);
    expect(shown.map(({ fingerprint }) => fingerprint)).toEqual(['2', '4', '5']);
    expect(more.map(({ project, hidden }) => [project, hidden.length])).toEqual([['', 2]]);
  });

  it('hides nothing where everything fits', () => {
    expect(cap([finding('1')], 1)).toEqual({ shown: [finding('1')], more: [] });
  });
});
