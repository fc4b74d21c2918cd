// Which tools a test imports and runs.
import type { Attribute } from '../../facts/fact';
import { signOfKey } from '../keys';
import type { DefinitionKey, FactDraft } from '../moduleFacts';
import type { FactGraph } from './factGraph';

/** For each function and definition that tests reach: the test files. */
export function reachedByTests(
  graph: FactGraph,
  isTest: (path: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, string[]>();
  const add = (key: string, path: string): void => {
    const list = reached.get(key);
    if (!list) reached.set(key, [path]);
    else if (!list.includes(path)) list.push(path);
  };
  for (const module of graph.modules.values()) {
    if (!isTest(module.path)) continue;
    const starts = new Set(module.edges.map((edge) => edge.from));
    for (const edge of module.edges) if (signOfKey(edge.to) !== '#') add(edge.to, module.path);
    for (const { function: fn } of graph.reach([...starts]))
      if (!fn.startsWith(`${module.path}#`)) add(fn, module.path);
  }
  return reached;
}

export function testedOf(tool: FactDraft, reached: ReadonlyMap<DefinitionKey, readonly string[]>): Attribute {
  for (const key of [tool.key, ...tool.runs]) {
    const tests = reached.get(key);
    if (tests)
      return { value: true, because: `run by ${tests[0]}`, place: { path: tests[0]!, start: 0, end: 0 } };
  }
  if (tool.runs.length === 0 && tool.attributes.hosted?.value !== true)
    return {
      value: 'unknown',
      because: 'its body cannot be followed',
      blockers: [{ why: 'its body cannot be followed', place: tool.place }],
    };
  return { value: false, because: 'no test runs it' };
}
