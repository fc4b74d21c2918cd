// The text of a tool's test in TypeScript or JavaScript.

import type { Runner, TestPlace } from './testPlace';
import type { TestSubject } from './testSubject';

const HEADS: Readonly<Record<Exclude<Runner, 'pytest'>, readonly string[]>> = {
  vitest: ["import { expect, test } from 'vitest';"],
  jest: ["import { expect, test } from '@jest/globals';"],
  node: ["import assert from 'node:assert/strict';", "import { test } from 'node:test';"],
};

export function typescriptTest(
  { tool, exported, isDefault, member, run }: TestSubject,
  { from, runner }: TestPlace,
): string {
  const imported = isDefault ? exported : `{ ${exported} }`;
  const keys = (
    run?.parameters[0]?.pattern?.kind === 'pattern' ? run.parameters[0].pattern.elements : []
  ).flatMap((one) => (typeof one.key === 'string' && !one.rest ? [one.key] : []));
  const input = keys.length === 0 ? '{}' : `{ ${keys.map((key) => `${key}: 'example'`).join(', ')} }`;
  const call = callOf(exported, member, input);
  const check = runner === 'node' ? 'assert.notEqual(answer, undefined);' : 'expect(answer).toBeDefined();';
  const name = tool.name.replace(/['\\]/g, '');
  return [
    ...HEADS[runner as Exclude<Runner, 'pytest'>],
    `import ${imported} from '${from}';`,
    '',
    `test('${name} answers', async () => {`,
    `  const answer = await ${call};`,
    `  ${check}`,
    '});',
    '',
  ].join('\n');
}

function callOf(exported: string, member: string | undefined, input: string): string {
  if (member === 'execute')
    return `${exported}.execute!(${input} as never, { toolCallId: 'test', messages: [] } as never)`;
  if (member === undefined) return `${exported}(${input} as never)`;
  return `${exported}.${member}(${input} as never)`;
}
