import { describe, expect, it } from 'vitest';
import { platformEndpoints } from '../../../../../server/src/inventory/linking/connect/platformEndpoints';
import { languages } from '../../../../../server/src/languages/index.generated';
import type { ConfigSummary } from '../../../../../server/src/languages/summary/config';
import { catalog, linked } from '../linked';

const GRAPH = {
  'desk/agent.py':
    'from langgraph.prebuilt import create_react_agent\ngraph = create_react_agent("openai:gpt-5", tools=[])\ndef make():\n    return graph\n',
};

async function endpoints(configs: Readonly<Record<string, string>>, platforms = catalog().platforms()) {
  const all = await linked(GRAPH);
  const summaries: ConfigSummary[] = [];
  for (const [path, text] of Object.entries(configs)) {
    const language = languages.find((one) => one.family === 'config' && one.matches(path))!;
    await language.prepare();
    summaries.push(language.summarise(path, text) as ConfigSummary);
  }
  return platformEndpoints(platforms, summaries, all.evaluator);
}

describe('endpoints of a platform', () => {
  it('are the graphs its config names, with the agents they run', async () => {
    const text = '{ "graphs": { "desk": "./agent.py:graph", "made": { "path": "agent.py:make" } } }';
    const found = await endpoints({ 'desk/langgraph.json': text });
    expect(found.map(({ name, sdk, refers }) => [name, sdk, refers.agents])).toEqual([
      ['desk', 'langgraph', ['desk/agent.py@58']],
      ['made', 'langgraph', ['desk/agent.py@58']],
    ]);
    expect(found[0]).toMatchObject({
      kind: 'endpoint',
      place: { path: 'desk/langgraph.json', start: text.indexOf('"desk"') },
      attributes: {
        framework: { value: 'langgraph-platform' },
        form: { value: 'platform' },
        rateLimited: {
          value: 'unknown',
          because: 'the LangGraph platform decides how often it may be called',
        },
        authenticated: { value: 'unknown' },
      },
    });
  });

  it('ask who calls where the config says so', async () => {
    const text = '{ "auth": { "path": "auth.py:auth" }, "graphs": { "desk": "./agent.py:graph" } }';
    const [found] = await endpoints({ 'langgraph.json': text });
    expect(found?.attributes.authenticated?.value).toBe(true);
    expect(found?.refers.agents).toEqual([]);
  });

  it.each([
    ['another file', 'graphs.json', '{ "graphs": { "desk": "./agent.py:graph" } }'],
    ['no graphs', 'langgraph.json', '{ "graphs": [] }'],
    ['nothing', 'langgraph.json', ''],
    ['text that breaks off', 'langgraph.json', '{ "graphs": '],
  ])('are none in %s', async (_, path, text) => {
    expect(await endpoints({ [path]: text })).toEqual([]);
  });

  it('come from any pack', async () => {
    const platform = {
      pack: 'own',
      config: 'host.yaml',
      title: 'the host',
      framework: 'host',
      graphs: 'serves',
    };
    const found = await endpoints({ 'deploy/host.yaml': 'serves:\n  desk: ../desk/agent.py:graph\n' }, [
      platform,
    ]);
    expect(found).toMatchObject([
      {
        name: 'desk',
        sdk: 'own',
        attributes: { rawErrors: { because: 'the host decides what a failed run shows' } },
        refers: { agents: ['desk/agent.py@58'] },
      },
    ]);
  });
});
