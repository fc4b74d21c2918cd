import { describe, expect, it } from 'vitest';
import { dominating, leaves, stepsTo } from '../../../../../server/src/inventory/linking/paths/control';
import { CallGraph } from '../../../../../server/src/inventory/linking/paths/reach';
import { summarise } from '../../../../../server/src/languages/typescript/summarise';
import { linked } from '../linked';

const read = (body: string) => {
  const text = `function f() {\n${body}\n}`;
  const module = summarise('f.ts', text);
  const fn = module.functions.find((one) => one.name === 'f')!;
  const at = (word: string): number => text.indexOf(word);
  return {
    fn,
    text,
    steps: (word: string) => stepsTo(fn, at(word)),
    show: (word: string) => stepsTo(fn, at(word)).map((step) => `${step.statement.kind}.${step.part}`),
  };
};

describe('where a place stands', () => {
  it('names what surrounds it, outermost first', () => {
    const { show } = read(
      'try { if (a) { for (const x of xs) { here(); } } else { there(); } } catch (e) { failed(); } finally { closed(); }',
    );
    expect(show('here')).toEqual(['try.try', 'if.then', 'loop.loop', 'expression.head']);
    expect(show('there')).toEqual(['try.try', 'if.otherwise', 'expression.head']);
    expect(show('failed')).toEqual(['try.handler', 'expression.head']);
    expect(show('closed')).toEqual(['try.finalizer', 'expression.head']);
    expect(show('xs')).toEqual(['try.try', 'if.then', 'loop.head']);
  });

  it('knows what surely ran before', () => {
    const { steps, text } = read('one(); if (a) { two(); } try { three(); here(); } catch { four(); }');
    const before = dominating(steps('here')).map((statement) => text.slice(statement.start, statement.end));
    expect(before).toEqual(['one();', 'if (a) { two(); }', 'three();']);
    expect(dominating(steps('four')).map((statement) => text.slice(statement.start, statement.end))).toEqual([
      'one();',
      'if (a) { two(); }',
    ]);
  });

  it.each([
    ['return 1;', true],
    ['if (a) { return 1; } else { throw b; }', true],
    ['if (a) { return 1; }', false],
    ['switch (a) { case 1: return 1; default: throw b; }', true],
    ['switch (a) { case 1: return 1; }', false],
    ['try { return a(); } catch { log(); }', false],
    ['try { return a(); } catch { throw b; }', true],
    ['try { a(); } finally { return 1; }', true],
    ['while (a) { return 1; }', false],
  ])('%s leaves: %s', (body, expected) => {
    expect(leaves(read(body).fn.body)).toBe(expected);
  });
});

describe('reach', () => {
  it('follows calls through cycles and keeps the way', async () => {
    const all = await linked({
      'a.ts':
        'export function a() { b(); }\nfunction b() { c(); a(); }\nfunction c() {}\nfunction d() { a(); }',
    });
    const graph = new CallGraph(all.program, all.modules);
    const key = (name: string) =>
      `a.ts#${all.program.module('a.ts')!.functions.find((fn) => fn.name === name)!.id}`;
    const reached = graph.reachedFrom(key('a'));
    expect([...reached.keys()]).toEqual([key('a'), key('b'), key('c')]);
    expect(graph.way(reached, key('c')).map((edge) => edge.to)).toEqual([key('b'), key('c')]);
    expect(graph.reachedFrom(key('a'))).toBe(reached);
  });

  it('does not go from a function that runs callbacks to the callbacks of others', async () => {
    const all = await linked({
      'a.ts':
        'function run(work) { return work(); }\nexport function a() { return run(() => first()); }\nexport function b() { return run(() => second()); }\nfunction first() {}\nfunction second() {}',
    });
    const graph = new CallGraph(all.program, all.modules);
    const { functions } = all.program.module('a.ts')!;
    const names = [...graph.reachedFrom(`a.ts#${functions.find((fn) => fn.name === 'a')!.id}`).keys()].map(
      (key) => functions[Number(key.split('#')[1])]!.name,
    );
    expect(names).toContain('first');
    expect(names).not.toContain('second');
  });
});
