import { describe, expect, test } from 'vitest';
import { defaultAt, exactVersion, holding, toRange, versionIn } from '../../../server/src/catalog/version';

describe('does a version fall into a range', () => {
  test.each([
    ['5.0.277', '>=5 <6', 'yes'],
    ['6.0.0-beta.12', '>=6', 'yes'],
    ['4.3.19', '>=5', 'no'],
    ['^5', '>=5 <6', 'yes'],
    ['^5.0.3', '>=5.2', 'unknown'],
    ['~4.3.0', '<5', 'yes'],
    ['>=4', '>=5', 'unknown'],
    ['>=4', '<4', 'no'],
    ['^4 || ^5', '>=5', 'unknown'],
    ['5.x', '>=5 <6', 'yes'],
    ['*', '>=5', 'unknown'],
    ['latest', '>=5', 'unknown'],
    ['workspace:^5.1.0', '>=5', 'yes'],
    ['npm:ai@^6.0.0', '>=6', 'yes'],
    ['git+https://example.org/ai.git', '>=5', 'unknown'],
    ['', '>=5', 'unknown'],
  ])('npm: %s in %s: %s', (version, range, answer) => {
    expect(versionIn(version, range)).toBe(answer);
  });

  test.each([
    ['1.2.0rc1', '>=1.2', 'yes'],
    ['==1.0.5', '<1.0.6', 'yes'],
    ['1.0.6.post1', '>=1.0.6', 'yes'],
    ['==1.0.*', '<1.1', 'yes'],
    ['~=1.0.4', '<1.1', 'yes'],
    ['~=1.0', '<1.1', 'unknown'],
    ['>=1.0,<2', '>=1', 'yes'],
    ['>=0.6, <1.0.6', '<1.0.6', 'yes'],
    ['>=1.0,!=1.0.3', '<1', 'no'],
    ['0.3', '<1', 'yes'],
    ['2025.1', '>=2024', 'yes'],
  ])('Python: %s in %s: %s', (version, range, answer) => {
    expect(versionIn(version, range)).toBe(answer);
  });

  test('no range holds for all, no version is unknown', () => {
    expect(versionIn(undefined, undefined)).toBe('yes');
    expect(versionIn(undefined, '>=1')).toBe('unknown');
  });

  test('what is no version is none', () => {
    expect(exactVersion('>=1')).toBeUndefined();
    expect(exactVersion('1.0 2.0')).toBeUndefined();
    expect(toRange('https://example.org/x.tgz')).toBeUndefined();
  });
});

describe('which of several alternatives hold', () => {
  const old = { versions: '<5', name: 'old' };
  const current = { versions: '>=5', name: 'current' };
  const general = { versions: undefined, name: 'general' };
  const names = (items: readonly { versions: string | undefined; name: string }[], version?: string) => {
    const held = holding(
      items,
      ({ versions }) => versions,
      ({ name }) => name,
      version,
    );
    return { names: held.items.map(({ name }) => name), undecided: held.undecided };
  };

  test('a range that certainly holds wins over the general one', () => {
    expect(names([general, old, current], '4.3.1')).toEqual({ names: ['old'], undecided: false });
    expect(names([general, old, current], '^6')).toEqual({ names: ['current'], undecided: false });
  });

  test('an unknown or straddling version takes the general one', () => {
    expect(names([general, old, current])).toEqual({ names: ['general'], undecided: false });
    expect(names([general, old, current], '>=4')).toEqual({ names: ['general'], undecided: false });
  });

  test('without a general one nothing is guessed', () => {
    expect(names([old, current])).toEqual({ names: [], undecided: true });
    expect(names([old], '6.0.0')).toEqual({ names: [], undecided: false });
  });

  test('alternatives that agree but for their range hold for an unknown version', () => {
    const one = { versions: '<5', name: 'same' };
    const other = { versions: '>=5', name: 'same' };
    expect(names([one, other]).names).toEqual(['same']);
  });
});

describe('versioned defaults', () => {
  const steps = [
    { versions: '<6', value: { n: 1 } },
    { versions: '>=6', value: { n: 20 } },
  ];

  test('the version decides', () => {
    expect(defaultAt(steps, '5.9.0')).toEqual({ value: { n: 1 } });
    expect(defaultAt(steps, '^6')).toEqual({ value: { n: 20 } });
  });

  test('different values and an undecided version are unknown', () => {
    expect(defaultAt(steps, undefined)).toBe('unknown');
    expect(defaultAt(steps, '>=5')).toBe('unknown');
  });

  test('equal values are known whatever the version', () => {
    expect(
      defaultAt(
        [
          { versions: '<6', value: { n: 1 } },
          { versions: '>=6', value: { n: 1 } },
        ],
        undefined,
      ),
    ).toEqual({
      value: { n: 1 },
    });
  });

  test('a range that may hold does not give way to the general default', () => {
    const withGeneral = [{ versions: '>=6', value: 20 }, { value: 1 }];
    expect(defaultAt(withGeneral, '7.0.0')).toEqual({ value: 20 });
    expect(defaultAt(withGeneral, '5.0.0')).toEqual({ value: 1 });
    expect(defaultAt(withGeneral, undefined)).toBe('unknown');
  });

  test('no default, or none for this version', () => {
    expect(defaultAt(undefined, '1.0.0')).toBeUndefined();
    expect(defaultAt([{ versions: '>=2', value: 1 }], '1.0.0')).toBeUndefined();
  });
});
