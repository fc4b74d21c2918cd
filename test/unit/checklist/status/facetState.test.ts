import { describe, expect, it } from 'vitest';
import type { Answer, Decision, Severity } from '../../../../server/src/checklist/findings/decision';
import type { Answering, WaiverCover } from '../../../../server/src/checklist/status/coverage';
import type { Covers, FacetInput } from '../../../../server/src/checklist/status/facetInput';
import { foldFacet } from '../../../../server/src/checklist/status/facetState';
import { foldItem, worstOf } from '../../../../server/src/checklist/status/itemStatus';
import { readinessOf } from '../../../../server/src/checklist/status/readiness';
import type { FacetState, ItemResult, ItemStatus } from '../../../../server/src/checklist/status/status';
import { at } from '../handmade';

const SUBJECT = { file: false, sure: true };
const subject = (id: string, more = {}) => ({ id, name: id, place: at(`src/${id}.ts`), ...SUBJECT, ...more });

function said(id: string, answer: Answer, severity?: Severity): Decision {
  const place = at(`src/${id}.ts`);
  const blockers = answer === 'unknown' ? [{ why: 'cannot be followed', place }] : [];
  return {
    rule: 'r',
    item: 'i',
    facet: 'f',
    subject: id,
    subjectName: id,
    subjectPlace: place,
    project: '',
    answer,
    severity,
    advice: false,
    blockers,
    evidence: answer === 'met' ? place : undefined,
  };
}

function facet(
  quantifier: FacetInput['quantifier'],
  ids: string,
  decisions: readonly Decision[],
  more: Partial<FacetInput> = {},
): FacetInput {
  const subjects = [...ids].map((id) => subject(id));
  return {
    item: 'i',
    id: 'f',
    quantifier,
    noun: { one: 'call', many: 'calls' },
    attestOnly: false,
    checked: true,
    applies: true,
    subjects,
    decisions,
    ...more,
  };
}

const ATTESTATION: Answering = {
  item: 'i',
  by: 'dana',
  on: '2026-10-01',
  expires: '2027-01-01',
  place: at('airworthy.yaml'),
  folder: '',
};
const WAIVER: WaiverCover = { reason: 'r', owner: 'o', place: at('airworthy.yaml'), by: 'waiver' };

function covers(attested = '', waived = '', more: Partial<Covers> = {}): Covers {
  return {
    attestation: ({ id }) => (attested.includes(id) ? ATTESTATION : undefined),
    facetAttestation: () => (attested.includes('*') ? ATTESTATION : undefined),
    waiver: ({ id }) => (waived.includes(id) ? WAIVER : undefined),
    facetWaiver: () => (waived.includes('*') ? WAIVER : undefined),
    isSuppressed: () => false,
    isAnswered: ({ subject: id }) => attested.includes(id),
    ...more,
  };
}

type Row = [FacetInput['quantifier'], string, Decision[], string, string, FacetState];

describe('the algebra of a facet', () => {
  it.each<Row>([
    ['each', 'ab', [said('a', 'met'), said('b', 'met')], '', '', 'met'],
    ['each', 'ab', [said('a', 'met'), said('b', 'unset', 'warning')], '', '', 'violated'],
    ['each', 'ab', [said('a', 'met'), said('b', 'unset', 'information')], '', '', 'open'],
    ['each', 'ab', [said('a', 'unknown'), said('b', 'unset')], '', '', 'open'],
    ['each', 'ab', [said('a', 'met'), said('b', 'unknown')], '', '', 'unknown'],
    ['each', 'ab', [said('a', 'met')], '', '', 'unknown'],
    ['each', 'a', [said('a', 'met'), said('a', 'unset', 'error')], '', '', 'violated'],
    ['each', 'a', [said('a', 'met'), said('a', 'unset', 'information')], '', '', 'met'],
    ['each', 'a', [said('a', 'met'), said('a', 'unknown')], '', '', 'met'],
    ['each', 'a', [said('a', 'unset'), said('a', 'unknown')], '', '', 'open'],
    ['each', 'ab', [said('a', 'exempt'), said('b', 'met')], '', '', 'met'],
    ['each', 'a', [said('a', 'exempt'), said('a', 'unset', 'warning')], '', '', 'violated'],
    ['each', 'a', [said('a', 'exempt')], '', '', 'not-applicable'],
    ['each', '', [], '', '', 'not-applicable'],
    ['each', 'ab', [said('a', 'unset', 'warning'), said('b', 'met')], 'a', '', 'attested'],
    ['each', 'ab', [said('a', 'unset', 'warning'), said('b', 'unset', 'warning')], 'a', '', 'violated'],
    ['each', 'ab', [said('a', 'unset'), said('b', 'unknown')], 'a', '', 'unknown'],
    ['each', 'ab', [said('a', 'met'), said('b', 'met')], 'ab', '', 'met'],
    ['each', 'ab', [said('a', 'unset', 'warning'), said('b', 'met')], '', 'a', 'met'],
    ['each', 'a', [said('a', 'unset', 'warning')], '', 'a', 'not-applicable'],
    ['none', 'ab', [], '', '', 'met'],
    ['none', 'ab', [said('a', 'unset', 'error')], '', '', 'violated'],
    ['none', 'ab', [said('a', 'unknown')], '', '', 'unknown'],
    ['none', 'ab', [said('z', 'unset', 'error')], '', '', 'violated'],
    ['none', '', [], '', '', 'not-applicable'],
    ['some', 'ab', [said('a', 'met'), said('b', 'unset')], '', '', 'met'],
    ['some', 'ab', [said('a', 'unset'), said('b', 'unset')], '', '', 'open'],
    ['some', 'ab', [said('a', 'unset'), said('b', 'unknown')], '', '', 'unknown'],
    ['some', 'ab', [], '', '', 'open'],
    ['some', 'ab', [said('a', 'met'), said('b', 'unset', 'warning')], '', '', 'violated'],
    ['some', 'ab', [said('a', 'unset')], '*', '', 'attested'],
    ['some', 'ab', [said('a', 'unset')], 'a', '', 'open'],
    ['some', '', [], '*', '', 'not-applicable'],
  ])(
    '%s over "%s" with %o, attested "%s", waived "%s" is %s',
    (quantifier, ids, decisions, attested, waived, state) => {
      expect(foldFacet(facet(quantifier, ids, decisions), covers(attested, waived)).result.state).toBe(state);
    },
  );

  it('is left out where it does not apply, and unknown rather than open where that cannot be told', () => {
    const fold = (applies: FacetInput['applies'], answer: Answer) =>
      foldFacet(facet('each', 'a', [said('a', answer)], { applies }), covers()).result.state;
    expect(fold(false, 'unset')).toBe('not-applicable');
    expect(fold('unknown', 'unset')).toBe('unknown');
    expect(fold('unknown', 'met')).toBe('met');
  });

  it('counts what is found in a file against the file', () => {
    const files = [subject('a', { file: true }), subject('b', { file: true })];
    const key = { ...said('secret:1', 'unset', 'error'), subjectPlace: at('src/a.ts', 40) };
    const { result } = foldFacet(facet('none', '', [key], { subjects: files }), covers());
    expect(result).toMatchObject({ state: 'violated', met: 1, unset: 1 });
  });

  it('shows at most 20 proofs with the full number, each place once', () => {
    const ids = Array.from({ length: 26 }, (_, at_) => String.fromCharCode(97 + at_)).join('');
    const met = [...ids].map((id) => said(id, 'met'));
    const { result } = foldFacet(facet('each', ids, [...met, ...met]), covers());
    expect(result.evidence).toHaveLength(20);
    expect(result.evidenceTotal).toBe(26);
  });

  it('shows a line that proves it for several subjects once, with all of them', () => {
    const line = { ...at('src/llm.ts', 40), label: 'At most 900 tokens' };
    const met = (id: string) => ({ ...said(id, 'met'), evidence: line });
    const { result } = foldFacet(facet('each', 'abc', [met('a'), met('b'), said('c', 'met')]), covers());
    expect(result.evidenceTotal).toBe(2);
    expect(result.evidence.map(({ path, label, subjects }) => [path, label, subjects])).toEqual([
      ['src/c.ts', undefined, [{ name: 'c', place: at('src/c.ts') }]],
      ['src/llm.ts', 'At most 900 tokens', ['a', 'b'].map((name) => ({ name, place: at(`src/${name}.ts`) }))],
    ]);
  });

  it('takes a subject out whose finding is suppressed, but not one with another that is not', () => {
    const quiet = said('a', 'unset', 'warning');
    const loud = said('a', 'unset', 'warning');
    const fold = (decisions: Decision[]) =>
      foldFacet(facet('each', 'a', decisions), covers('', '', { isSuppressed: (each) => each === quiet }))
        .result.state;
    expect(fold([quiet])).toBe('not-applicable');
    expect(fold([quiet, loud])).toBe('violated');
  });

  it('without a rule is not-checked, attested or waived; attest-only is open until attested', () => {
    const fold = (more: Partial<FacetInput>, by: Covers) =>
      foldFacet(facet('some', 'a', [], { checked: false, ...more }), by).result.state;
    expect(fold({}, covers())).toBe('not-checked');
    expect(fold({}, covers('*'))).toBe('attested');
    expect(fold({}, covers('', '*'))).toBe('not-applicable');
    expect(fold({ attestOnly: true }, covers())).toBe('open');
    expect(fold({ attestOnly: true, applies: false }, covers())).toBe('not-applicable');
  });
});

describe('the status of an item', () => {
  const states = (...wanted: FacetState[]) =>
    wanted.map((state, at_) => ({
      result: {
        id: `f${at_}`,
        state,
        met: 1,
        unset: 0,
        unknown: 0,
        evidence: [],
        evidenceTotal: 1,
        note: state,
        blockers: [],
      },
      subjects: ['s'],
      waivedOut: false,
      used: [],
    }));
  const item = (...wanted: FacetState[]) =>
    foldItem({ id: 'a/b', title: 't', category: 'a' }, states(...wanted), []);

  it.each<[FacetState[], ItemStatus]>([
    [['met', 'met'], 'passing'],
    [['met', 'attested'], 'attested'],
    [['met', 'not-applicable'], 'passing'],
    [['unknown', 'attested'], 'unknown'],
    [['open', 'unknown'], 'missing'],
    [['violated', 'open'], 'failing'],
    [['not-checked', 'met'], 'not-checked'],
    [['not-checked', 'violated'], 'failing'],
    [['not-applicable'], 'not-applicable'],
  ])('%o is %s', (facets, status) => {
    expect(item(...facets).status).toBe(status);
  });

  it('is waived only where nothing but waived subjects is left', () => {
    const out = { ...states('not-applicable')[0]!, waivedOut: true };
    const fold = (...facets: ReturnType<typeof states>) =>
      foldItem({ id: 'a/b', title: 't', category: 'a' }, facets, []).status;
    expect(fold(out)).toBe('waived');
    expect(fold(out, states('met')[0]!)).toBe('passing');
  });

  it.each<[FacetState[], ItemStatus]>([
    [['met', 'violated', 'open'], 'failing'],
    [['met', 'open', 'unknown'], 'missing'],
    [['met', 'unknown'], 'unknown'],
    [['met', 'attested'], 'attested'],
    [['met', 'not-applicable'], 'passing'],
    [['not-applicable', 'not-applicable'], 'not-applicable'],
  ])('of a folder over apps with %o is the worst: %s, counts added', (apps, status) => {
    const folder = worstOf(apps.map((state) => item(state)));
    expect(folder.status).toBe(status);
    expect(folder.facets[0]?.met).toBe(apps.length);
    expect(folder.subjects).toBe(apps.length);
  });
});

describe('readiness', () => {
  const items = (...statuses: ItemStatus[]): ItemResult[] =>
    statuses.map((status) => ({
      id: 'a/b',
      title: '',
      category: 'a',
      status,
      facets: [],
      subjects: 0,
      findings: [],
      note: '',
    }));

  it('is what is shown of what applies', () => {
    expect(readinessOf(items('passing', 'attested', 'failing', 'waived', 'not-applicable'))).toMatchObject({
      ready: false,
      score: 2 / 3,
      applicable: 3,
      passing: 1,
      attested: 1,
      failing: 1,
      waived: 1,
      notApplicable: 1,
    });
  });

  it('is ready only with nothing failing, missing or unknown, and null while something is not checked', () => {
    expect(readinessOf(items('passing', 'attested', 'waived')).ready).toBe(true);
    for (const status of ['failing', 'missing', 'unknown'] as const)
      expect(readinessOf(items('passing', status)).ready).toBe(false);
    expect(readinessOf(items('passing', 'not-checked'))).toMatchObject({ ready: null, score: 1 });
  });

  it('is null where nothing is left', () => {
    expect(readinessOf(items('waived', 'not-applicable'))).toMatchObject({
      ready: null,
      score: null,
      applicable: 0,
    });
  });
});

describe('the note over several apps', () => {
  const COVERED = covers();
  type Subjects = readonly (readonly [Answer, Severity?])[];
  const app = (quantifier: FacetInput['quantifier'], subjects: Subjects) => {
    const ids = 'abcdefgh'.slice(0, subjects.length);
    const decisions = subjects.map(([answer, severity], index) => said(ids[index]!, answer, severity));
    const folded = foldFacet(facet(quantifier, ids, decisions), COVERED);
    return foldItem({ id: 'i', title: 't', category: 'i' }, [folded], []);
  };
  const note = (quantifier: FacetInput['quantifier'], ...apps: readonly Subjects[]) => {
    const folder = worstOf(apps.map((each) => app(quantifier, each)));
    expect(folder.facets[0]?.note).toBe(folder.note);
    return folder.note;
  };

  it('counts what the counts beside it count', () => {
    expect(note('each', [['met'], ['unset', 'warning']], [['met'], ['met'], ['unknown']])).toBe(
      '3 of 5 met, 1 not, 1 unknown',
    );
    expect(note('each', [['met']], [['met'], ['met']])).toBe('3 of 3 calls');
    expect(note('none', [['met']], [['met'], ['met']])).toBe('3 places looked at, none found');
    expect(note('some', [['met']], [['met']])).toBe('shown by 2 calls');
    expect(note('some', [['unset', 'error']], [['unset', 'error'], ['met']])).toBe('found in 2 calls');
  });

  it('does not say that nothing shows it where one app does', () => {
    expect(note('some', [['unset']], [['met'], ['unset']], [['unset']])).toBe('shown in 1 of 3 apps');
    expect(note('some', [['unset']], [['unset']])).toBe('nothing in the workspace shows it');
  });

  it('gives the reason of the worst where it is one', () => {
    expect(note('each', [['met']], [['unknown']])).toBe('cannot be followed (src/a.ts)');
  });

  it('adds up over folders too', () => {
    const folder = worstOf([app('some', [['met']]), app('some', [['unset']])]);
    expect(worstOf([folder, app('some', [['unset']])]).note).toBe('shown in 1 of 3 apps');
    const each = worstOf([app('each', [['met']]), app('each', [['unset']])]);
    expect(worstOf([each, app('each', [['unset'], ['met']])]).note).toBe('2 of 4 met, 2 not');
  });
});

describe('what the quantifiers amount to in an app', () => {
  const statusOf = (facets: readonly FacetInput[], given = covers()) =>
    foldItem(
      { id: 'a/b', title: 't', category: 'a' },
      facets.map((one) => foldFacet(one, given)),
      [],
    ).status;
  const user = (answer: Answer) => facet('each', 'ab', [said('a', 'met'), said('b', answer)]);
  const tenant = (applies: FacetInput['applies']) =>
    facet('some', 'ab', [said('a', 'unset'), said('b', 'unset')], { applies });

  it.each<[string, readonly FacetInput[], ItemStatus]>([
    ['a single tenant with users set', [user('met'), tenant(false)], 'passing'],
    ['a single tenant, one call without its user', [user('unset'), tenant(false)], 'missing'],
    ['several tenants that nothing names', [user('met'), tenant(true)], 'missing'],
    ['tenants that may be there', [user('met'), tenant('unknown')], 'unknown'],
    ['no guardrail at all', [facet('some', 'a', [said('a', 'unset')])], 'missing'],
    ['no raw error anywhere', [facet('none', 'ab', [])], 'passing'],
  ])('%s', (_what, facets, status) => {
    expect(statusOf(facets)).toBe(status);
  });
});
