import { describe, expect, it } from 'vitest';
import { weakestBound } from '../../../../../server/src/inventory/linking/connect/loopBound';
import { linkSources, only } from '../linkSources';

const HEAD =
  'from agents import Agent, Runner\nfrom langgraph.prebuilt import create_react_agent\nimport config\n';

/** `run` stands in a function of its own for each of the runs. */
async function bound(made: string, runs: readonly string[], others: Readonly<Record<string, string>> = {}) {
  const functions = runs.map((run, at) => `def run${at}(state, options):\n    return ${run}\n`);
  const text = `${HEAD}agent = ${made}\n${functions.join('')}`;
  const facts = await linkSources({ 'app.py': text, ...others }, { langgraph: '1.0.0' });
  const { loopBound } = only(facts, 'agent').attributes;
  const first = loopBound?.definitions?.[0];
  return {
    value: loopBound?.value,
    effective: loopBound?.effective,
    line: first && text.slice(0, first.start).split('\n').length - HEAD.split('\n').length,
  };
}

const AGENT = 'Agent(name="a")';
const GRAPH = 'create_react_agent("openai:gpt-5", tools=[])';

describe('the bound of an agent that several calls run', () => {
  it('is that of the run without any, whichever comes first', async () => {
    const runs = [
      'Runner.run_sync(agent, state, max_turns=5)',
      'Runner.run_sync(agent, state, max_turns=None)',
    ];
    for (const order of [runs, [...runs].reverse()])
      expect(await bound(AGENT, order)).toMatchObject({
        effective: { n: 'none' },
        line: order === runs ? 4 : 2,
      });
  });

  it('is the largest where the project sets all of them', async () => {
    const runs = [
      'agent.invoke(state, {"recursion_limit": 8})',
      'agent.invoke(state, {"recursion_limit": 40})',
    ];
    expect(await bound(GRAPH, runs)).toMatchObject({ value: 'set', effective: { n: 40 }, line: 4 });
  });

  it('is the default where one run leaves it to the SDK', async () => {
    const runs = ['agent.invoke(state, {"recursion_limit": 8})', 'agent.invoke(state)'];
    expect(await bound(GRAPH, runs)).toMatchObject({ value: 'default', effective: { n: 25 }, line: 4 });
  });

  it('cannot be told where one run cannot, and says what the default allows another', async () => {
    const open = ['agent.invoke(state, options)', 'agent.invoke(state, {"recursion_limit": 8})'];
    expect(await bound(GRAPH, open)).toMatchObject({ value: 'unknown', effective: undefined });
    expect(await bound(GRAPH, [...open, 'agent.invoke(state)'])).toMatchObject({
      value: 'unknown',
      effective: { n: 25, default: 25 },
      line: 6,
    });
  });

  it('leaves runs in tests aside, unless there is no other', async () => {
    const others = { 'tests/test_app.py': 'from app import agent\ndef test_it():\n    agent.invoke({})\n' };
    const run = 'agent.invoke(state, {"recursion_limit": 8})';
    expect(await bound(GRAPH, [run], others)).toMatchObject({ value: 'set', effective: { n: 8 } });
    expect(await bound(GRAPH, [], others)).toMatchObject({ value: 'default', effective: { n: 25 } });
  });
});

describe('the weakest bound', () => {
  it('is none before any default, and a default before what is set', () => {
    const unset = { value: 'unset' };
    const byDefault = { value: 'default', effective: { n: 10 } };
    const set = { value: 'set', effective: { n: 900 } };
    expect(weakestBound([set, byDefault, unset])).toBe(unset);
    expect(weakestBound([set, byDefault])).toBe(byDefault);
    expect(weakestBound([set])).toBe(set);
    expect(weakestBound([])).toBeUndefined();
  });
});
