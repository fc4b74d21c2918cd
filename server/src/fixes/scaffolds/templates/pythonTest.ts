// The text of a tool's test for pytest.

import type { Parameter } from '../../../languages/summary/module';
import type { TestPlace } from './testPlace';
import type { TestSubject } from './testSubject';

const EXAMPLES: Readonly<Record<string, string>> = {
  int: '1',
  float: '1.0',
  bool: 'True',
  list: '[]',
  dict: '{}',
};

export function pythonTest({ tool, exported, member, run }: TestSubject, { from }: TestPlace): string {
  const parameters = (run?.parameters ?? []).filter(
    (one) =>
      one.name !== '' &&
      !/^(?:self|ctx|context|config|runtime|state|tool_call_id)$/.test(one.name) &&
      one.default === undefined &&
      one.form !== 'rest' &&
      one.form !== 'keyword-rest',
  );
  const isAsync = run?.async ?? false;
  const call = callOf(exported, member, parameters, isAsync);
  const stem = tool.name.replace(/\W+/g, '_').toLowerCase();
  const awaited = isAsync || member === 'on_invoke_tool';
  const lines = [
    ...(awaited ? ['import asyncio', ''] : []),
    ...(member === 'on_invoke_tool' ? ['import json', ''] : []),
    `from ${from} import ${exported}`,
    '',
    '',
    `def test_${stem}_answers():`,
    `    answer = ${awaited ? `asyncio.run(${call})` : call}`,
    '    assert answer is not None',
    '',
  ];
  return lines.join('\n').replace('import asyncio\n\nimport json', 'import asyncio\nimport json');
}

function callOf(
  exported: string,
  member: string | undefined,
  parameters: readonly Parameter[],
  isAsync: boolean,
): string {
  const entries = parameters.map((one) => `"${one.name}": ${exampleOf(one)}`).join(', ');
  if (member === 'invoke') return `${exported}.${isAsync ? 'ainvoke' : 'invoke'}({${entries}})`;
  if (member === 'on_invoke_tool') return `${exported}.on_invoke_tool(None, json.dumps({${entries}}))`;
  return `${exported}(${parameters.map((one) => `${one.name}=${exampleOf(one)}`).join(', ')})`;
}

function exampleOf({ annotation }: Parameter): string {
  const base = annotation?.kind === 'index' ? annotation.object : annotation;
  return (base?.kind === 'reference' ? EXAMPLES[base.name] : undefined) ?? '"example"';
}
