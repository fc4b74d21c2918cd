import { describe, expect, it } from 'vitest';
import { NO_RULES } from '../../../server/src/workspace/ignoreRules';

describe('ignore rules', () => {
  it('ignores nothing without rules', () => {
    expect(NO_RULES.ignores('a', false)).toBe(false);
  });

  it('applies nested rules below their folder only, later files last', () => {
    const rules = NO_RULES.with('', '*.log\r\nout/\n# comment\n').with('a', '!keep.log\n/top.txt\nx/y.txt\n');
    expect(rules.ignores('b.log', false)).toBe(true);
    expect(rules.ignores('a/b.log', false)).toBe(true);
    expect(rules.ignores('a/keep.log', false)).toBe(false);
    expect(rules.ignores('a/deep/keep.log', false)).toBe(false);
    expect(rules.ignores('keep.log', false)).toBe(true);
    expect(rules.ignores('a/top.txt', false)).toBe(true);
    expect(rules.ignores('a/deep/top.txt', false)).toBe(false);
    expect(rules.ignores('top.txt', false)).toBe(false);
    expect(rules.ignores('a/x/y.txt', false)).toBe(true);
    expect(rules.ignores('a/z/x/y.txt', false)).toBe(false);
    expect(rules.ignores('out', true)).toBe(true);
    expect(rules.ignores('out', false)).toBe(false);
    expect(rules.ignores('out/a.ts', false)).toBe(true);
  });

  it('takes special characters of a folder name as they are', () => {
    const rules = NO_RULES.with('[id]/a*', 'b.txt\n');
    expect(rules.ignores('[id]/a*/b.txt', false)).toBe(true);
    expect(rules.ignores('i/ax/b.txt', false)).toBe(false);
  });

  it('cannot take back a file below an ignored folder', () => {
    const rules = NO_RULES.with('', 'gen/\n').with('gen', '!a.ts\n');
    expect(rules.ignores('gen/a.ts', false)).toBe(true);
  });

  it('does not mind names that begin with dots', () => {
    expect(NO_RULES.with('', 'a').ignores('...', false)).toBe(false);
  });
});
