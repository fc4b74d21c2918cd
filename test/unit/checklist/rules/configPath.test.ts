import { describe, expect, it } from 'vitest';
import { parseConfigPath, resolveConfigPath } from '../../../../server/src/checklist/rules/configPath';
import type { ConfigNode } from '../../../../server/src/languages/summary/config';

const span = { start: 0, end: 1 };

function node(value: unknown): ConfigNode {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(node), ...span };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'map',
      ...span,
      entries: Object.entries(value).map(([key, inner]) => ({ key, keySpan: span, value: node(inner) })),
    };
  if (value === '{{x}}') return { kind: 'templated', text: '{{x}}', ...span };
  return { kind: 'scalar', value: value as string, ...span };
}

function follow(value: unknown, text: string, own?: string[]) {
  const path = parseConfigPath(text);
  if (!path) return undefined;
  const { found, missing, blockers } = resolveConfigPath(
    node(value),
    path,
    (at) => ({ path: 'a.yaml', ...at }),
    own,
  );
  return { at: found.map(({ at }) => at), missing: missing.length, blocked: blockers.length };
}

describe('configuration paths', () => {
  const pods = { items: [{ name: 'a', ports: [1, 2] }, { name: 'b' }], 'x.y': { z: 1 } };

  it.each([
    ['items[0].name', ['items[0].name'], 0],
    ['items[*].name', ['items[0].name', 'items[1].name'], 0],
    ['items[*].ports', ['items[0].ports'], 1],
    ['items[?name=b]', ['items[1]'], 0],
    ['items[?name=c]', [], 1],
    ['items[7]', [], 1],
    ['["x.y"].z', ['x.y.z'], 0],
    ['items.name', [], 1],
  ])('%s leads to %o with %i branches that end early', (path, at, missing) => {
    expect(follow(pods, path)).toEqual({ at, missing, blocked: 0 });
  });

  it('an empty list has nothing and lacks nothing', () => {
    expect(follow({ items: [] }, 'items[*].name')).toEqual({ at: [], missing: 0, blocked: 0 });
  });

  it('stops at a template, and at containers nobody can tell apart', () => {
    expect(follow({ a: '{{x}}' }, 'a.b')).toEqual({ at: [], missing: 0, blocked: 1 });
    expect(follow(pods, 'items[$own].ports')).toEqual({ at: [], missing: 0, blocked: 1 });
    expect(follow(pods, 'items[$own].name', ['b'])).toEqual({
      at: ['items[1].name'],
      missing: 0,
      blocked: 0,
    });
  });

  it.each(['', 'a..b', 'a[', 'a[x]', '.a[', 'a[]'])('%s is no path', (text) => {
    expect(parseConfigPath(text)).toBeUndefined();
  });
});
