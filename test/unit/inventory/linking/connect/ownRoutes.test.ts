import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../../server/src/inventory/facts/fact';
import {
  calledByTool,
  meansRoute,
  projectCalls,
} from '../../../../../server/src/inventory/linking/connect/ownRoutes';
import type { EffectSite } from '../../../../../server/src/inventory/linking/moduleFacts';
import { linked } from '../linked';

describe('which route a request means', () => {
  it.each([
    ['/stock/*', '/stock/:article', true],
    ['/stock/*', '/stock/{article}', true],
    ['/stock/*', '/stock/[article]', true],
    ['/stock/*', '/stock/<int:article>', true],
    ['/stock/lamp', '/stock/:article', true],
    ['/api/files/a/b', '/api/files/[...path]', true],
    ['/stock/*', '/stock/all', false],
    ['/stock/*', '/stock', false],
    ['/stock', '/stock/:article', false],
    ['/stock/*', '/:kind/:article', false],
    ['/other/*', '/stock/:article', false],
  ])('%s is %s: %s', (request, route, expected) => {
    expect(meansRoute(request, route)).toBe(expected);
  });

  it('compares what the request does with the method', () => {
    const request = (grade: EffectSite['grade']): EffectSite => ({
      within: 'a.ts#1',
      place: { path: 'a.ts', start: 0, end: 5 },
      name: 'network',
      grade,
      sandboxed: false,
      hosts: 'configured',
      product: 'http',
      route: '/stock',
    });
    const called = (grade: EffectSite['grade'], method: string) =>
      calledByTool([request(grade)], method, '/stock').value;
    expect(called('read', 'GET')).toBe(true);
    expect(called('read', 'POST')).toBe(false);
    expect(called('write-external', 'POST')).toBe(true);
    expect(called('write-external', 'GET')).toBe(false);
    expect(called('unknown', 'GET')).toBe(true);
    expect(calledByTool([request('read')], 'GET', undefined).value).toBe(false);
  });
});

it('ties projects by the routes they request, health checks aside', async () => {
  const all = await linked({
    'gateway/main.ts': 'export const go = () => fetch(`${process.env.AGENT_URL}/generate`);',
    'probe/main.ts': 'export const go = () => fetch(`${process.env.AGENT_URL}/health`);',
  });
  const endpoint = (route: string, health: boolean): Fact => ({
    id: route,
    kind: 'endpoint',
    name: route,
    role: 'product',
    project: 'agent',
    place: { path: 'agent/app.ts', start: 0, end: 1 },
    attributes: { route: { value: route }, health: { value: health } },
    links: {},
    guards: [],
    isA: {},
  });
  const ties = projectCalls(
    all.modules,
    [endpoint('/generate', false), endpoint('/health', true)],
    (path) => path.split('/')[0]!,
  );
  expect([...ties].map(([from, to]) => [from, [...to]])).toEqual([['gateway', ['agent']]]);
});
