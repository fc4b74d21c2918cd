// Ports that throw: what a fact loses by it, and what it keeps.
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../../server/src/inventory/facts/fact';
import { connect, unconnectedFacts } from '../../../../../server/src/inventory/linking/connect/connect';
import { FactGraph } from '../../../../../server/src/inventory/linking/connect/factGraph';
import type { ConnectInput } from '../../../../../server/src/inventory/linking/connect/shared';
import { Containment, lazily } from '../../../../../server/src/inventory/linking/containment';
import { connectSurface } from '../../../../../server/src/inventory/linking/paths/connectSurface';
import { linked } from '../linked';

const CODE = `import express from 'express';
import OpenAI from 'openai';
const app = express();
const client = new OpenAI();
app.post('/chat', async (request, response) => {
  try {
    const answer = await client.chat.completions.create({ model: 'm', messages: [] });
    response.json(answer);
  } catch (error) {
    response.status(500).send(error.message);
  }
});
`;

const fail = (): never => {
  throw new RangeError('boom');
};

async function joined(over: Partial<ConnectInput> = {}) {
  const all = await linked({ 'src/app.ts': CODE });
  const modules = new Map(all.modules.map((one) => [one.path, one]));
  const graph = new FactGraph(modules);
  const containment = new Containment();
  const roleOf = () => 'product' as const;
  const projectOf = () => '';
  const surface = connectSurface({
    program: all.program,
    modules: all.modules,
    evaluator: all.evaluator,
    calls: new Map(),
    limiterConfigs: () => [],
    containment,
  });
  const tracing = {
    graph,
    modules,
    switches: () => new Map(),
    projectOf,
    isProduct: () => true,
    showsTools: () => true,
    tellsTracing: () => true,
  };
  const input: ConnectInput = {
    graph,
    surface,
    containment,
    moduleAt: (path) => all.program.module(path),
    roleOf,
    projectOf,
    tracing,
    ...over,
  };
  return { all, input, facts: connect(input), containment };
}

function unknownIn(facts: readonly Fact[], kind: Fact['kind']): string[] {
  const { attributes } = facts.find((fact) => fact.kind === kind)!;
  return Object.entries(attributes).flatMap(([name, { blockers }]) =>
    blockers?.some(({ why }) => why.includes('internal error')) ? [name] : [],
  );
}

describe('joining facts', () => {
  it('meets no fault where nothing throws', async () => {
    const { facts, containment } = await joined();
    expect(facts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['model-call', 'endpoint', 'agent', 'model-client']),
    );
    expect(containment.faults).toEqual([]);
  });

  it('costs the loop around a call if its module cannot be had, and the entries found by it', async () => {
    const { facts, containment } = await joined({ moduleAt: fail });
    expect(unknownIn(facts, 'model-call')).toEqual(['loop']);
    expect(unknownIn(facts, 'endpoint')).toEqual([]);
    expect(containment.faults).toContainEqual(
      expect.objectContaining({ what: 'loop', paths: ['src/app.ts'], error: 'RangeError' }),
    );
  });

  it('costs tracing if its switches cannot be read', async () => {
    const { input } = await joined();
    const containment = new Containment();
    const facts = connect({ ...input, containment, tracing: { ...input.tracing, switches: fail } });
    expect(unknownIn(facts, 'model-call')).toEqual(['connected', 'traced']);
    expect(unknownIn(facts, 'agent')).toEqual(['connected', 'traced']);
    expect(containment.faults.map(({ what }) => what)).toEqual(['connected, traced']);
  });

  it('costs one fact what joining gives it, if the fact itself throws', async () => {
    const { input } = await joined();
    const { key } = input.graph.drafts.find(({ kind }) => kind === 'endpoint')!;
    const surface = { get: (asked: string) => (asked === key ? fail() : undefined) };
    const facts = connect({ ...input, surface: surface as unknown as ConnectInput['surface'] });
    expect(unknownIn(facts, 'endpoint')).toEqual(
      expect.arrayContaining(['reachesModel', 'rateLimited', 'authenticated', 'handled', 'rawErrors']),
    );
    expect(unknownIn(facts, 'model-call')).toEqual([]);
  });

  it('leaves all facts there, unknown, where nothing can be joined', async () => {
    const { input } = await joined();
    const facts = unconnectedFacts(input.graph.drafts, input);
    expect(facts.map(({ id }) => id)).toEqual(expect.arrayContaining(['endpoint:src/app.ts#POST /chat']));
    expect(unknownIn(facts, 'model-call')).toContain('traced');
  });
});

describe('the surroundings of an endpoint', () => {
  it('cost what asks the evaluator, if there is none', async () => {
    const { all } = await joined();
    const containment = new Containment();
    const [answer] = connectSurface({
      program: all.program,
      modules: all.modules,
      evaluator: () => fail(),
      calls: new Map(),
      limiterConfigs: () => [],
      containment,
    }).values();
    const lost = Object.entries(answer!.attributes).filter(([, { blockers }]) =>
      blockers?.some(({ why }) => why.includes('internal error')),
    );
    expect(lost.map(([name]) => name).sort()).toEqual(['internals', 'rawErrors']);
    expect(containment.faults.map(({ what }) => what)).toEqual(['rawErrors', 'internals']);
  });
});

describe('a fault', () => {
  it('is one for many places, and quotes nothing', () => {
    const containment = new Containment();
    for (const path of ['b.ts', 'a.ts', 'b.ts'])
      containment.attributes(['effects', 'hosts'], { path, start: 0, end: 1 }, fail);
    containment.attempt(
      'effects, hosts',
      () => {
        throw 'no error at all';
      },
      () => undefined,
    );
    expect(containment.faults).toMatchObject([
      { what: 'effects, hosts', paths: ['a.ts', 'b.ts'], error: 'RangeError' },
      { what: 'effects, hosts', paths: [], error: 'unknown reason', trace: '' },
    ]);
    expect(JSON.stringify(containment.faults)).not.toContain('boom');
  });

  it('of something that is found out once is met by everyone who asks, and computed once', () => {
    let computed = 0;
    const broken = lazily(() => {
      computed++;
      return fail();
    });
    expect(broken).toThrow(RangeError);
    expect(broken).toThrow(RangeError);
    expect(computed).toBe(1);
    const nothing = lazily(() => {
      computed++;
      return undefined;
    });
    expect([nothing(), nothing(), computed]).toEqual([undefined, undefined, 2]);
  });
});
