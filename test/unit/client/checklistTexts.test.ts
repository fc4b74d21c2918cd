import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../client/src/nodeContext';
import { leftOutText, partsText, percentText, statusBarText, sumOf } from '../../../client/src/readinessText';
import { iconOf } from '../../../client/src/statusIcons';
import { viewPhaseOf } from '../../../client/src/viewPhase';
import type { ChecklistParams, ReadinessCounts } from '../../../server/src/protocol/checklist';
import type { RootState } from '../../../server/src/protocol/state';
import { nodeOf } from './nodes';

const NONE: ReadinessCounts = {
  ready: true,
  score: null,
  applicable: 0,
  passing: 0,
  attested: 0,
  failing: 0,
  missing: 0,
  unknown: 0,
  waived: 0,
  notApplicable: 0,
  notChecked: 0,
};

function checklist(readiness: Partial<ReadinessCounts>, hasAgent = true): ChecklistParams {
  return {
    root: 'file:///ws',
    name: 'ws',
    revision: 1,
    hasAgent,
    readiness: { ...NONE, ...readiness },
    items: [],
    scopes: [],
    findings: { error: 1, warning: 2, information: 0, hint: 0 },
  };
}

describe('readiness in words', () => {
  it('adds up the roots that hold an agent', () => {
    const sum = sumOf([
      checklist({ applicable: 30, passing: 19, failing: 10, missing: 1, ready: false }),
      checklist({
        applicable: 4,
        passing: 1,
        attested: 1,
        unknown: 2,
        ready: null,
        waived: 3,
        notApplicable: 5,
      }),
      checklist({ applicable: 99 }, false),
    ])!;
    expect(partsText(sum.readiness)).toBe('21 of 34 met, 10 failing, 1 missing, 2 unknown');
    expect(leftOutText(sum.readiness)).toBe('1 attested, 3 waived, 5 not applicable');
    expect(percentText(sum.readiness)).toBe('61%');
    expect(statusBarText(sum)).toBe('$(checklist) Airworthy 61% · 10 failing');
    expect(sum).toMatchObject({ errors: 2, warnings: 4, readiness: { ready: false } });
  });

  it('says 100% only if all are met, and nothing of an empty checklist', () => {
    expect(percentText({ ...NONE, score: 0.999 })).toBe('99%');
    expect(percentText(NONE)).toBe('nothing applies');
    expect(leftOutText(NONE)).toBe('');
    expect(sumOf([checklist({}, false)])).toBeUndefined();
    expect(statusBarText(sumOf([checklist({ applicable: 2, passing: 2 })])!)).toBe(
      '$(checklist) Airworthy 100%',
    );
  });
});

describe('viewPhaseOf', () => {
  const root = (over: Partial<RootState>): RootState => ({
    root: 'file:///ws',
    name: 'ws',
    phase: 'ready',
    ...over,
  });
  const phaseOf = (...roots: RootState[]) => viewPhaseOf('running', 1, { roots });

  it('goes by the program before there is anything to tell', () => {
    expect(viewPhaseOf('notStarted', 1, undefined)).toBe('notStarted');
    expect(viewPhaseOf('looking', 0, undefined)).toBe('noFolder');
    expect(viewPhaseOf('failed', 1, { roots: [root({ hasAgent: true })] })).toBe('failed');
    expect(phaseOf()).toBe('starting');
  });

  it('tells of scans, and of what they found', () => {
    expect(phaseOf(root({ phase: 'scanning' }))).toBe('scanning');
    expect(phaseOf(root({ phase: 'cancelled' }))).toBe('cancelled');
    expect(phaseOf(root({ phase: 'failed' }))).toBe('failed');
    expect(phaseOf(root({ hasAgent: false }))).toBe('noAgent');
    expect(phaseOf(root({ hasAgent: true }), root({ phase: 'failed' }))).toBe('ready');
  });

  it('keeps the tree while it is scanned again', () => {
    expect(phaseOf(root({ phase: 'scanning', hasAgent: true }))).toBe('ready');
  });
});

describe('nodes', () => {
  it('say which actions they have', () => {
    expect(
      contextOf(nodeOf({ kind: 'finding', item: 'a/b', fixes: [{ id: 'x', title: 'X', safety: 'safe' }] })),
    ).toBe('finding fixable explainable');
    expect(contextOf(nodeOf({ kind: 'proof', item: 'a/b' }))).toBe('proof');
    expect(contextOf(nodeOf({ kind: 'group' }))).toBe('group');
  });

  it('have the icon of their status or severity; what is muted looks so', () => {
    expect(iconOf(nodeOf({ status: 'passing' }))).toEqual({ icon: 'pass', color: 'testing.iconPassed' });
    expect(iconOf(nodeOf({ kind: 'finding', severity: 'error' }))?.color).toBe(
      'problemsErrorIcon.foreground',
    );
    expect(iconOf(nodeOf({ kind: 'finding', severity: 'error', muted: true }))?.icon).toBe('circle-slash');
    expect(iconOf(nodeOf({ kind: 'note' }))).toBeUndefined();
  });
});
