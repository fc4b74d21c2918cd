import { describe, expect, it } from 'vitest';
import { linkSources, only } from '../linkSources';

const PYTHON = `from openai import OpenAI
client = OpenAI()
def run(messages):
    while True:
        answer = client.chat.completions.create(model="m", messages=messages)
`;
const TYPESCRIPT = `import OpenAI from 'openai';
const client = new OpenAI();
export async function run(messages) {
  for (;;) {
    const answer = await client.chat.completions.create({ model: 'm', messages });
`;

async function loopIn(path: string, text: string): Promise<unknown> {
  return only(await linkSources({ [path]: text }), 'model-call').attributes.loop?.value;
}

describe('the loop around a call', () => {
  it.each([
    ['has no exit', '        messages.append(answer)\n', 'endless'],
    ['is left in a branch', '        if answer.done: break\n', 'unbounded'],
    ['is left in a case', '        match answer.kind:\n            case "done": break\n', 'unbounded'],
    ['makes one request until it succeeds', '        return answer\n', 'none'],
    ['asks whether anything is left', '        if len(answer.calls) == 0: break\n', 'unbounded'],
    ['asks whether there is anything', '        if len(answer.calls) > 0: break\n', 'unbounded'],
    ['waits for work', '        if stopped(): return\n', 'none'],
    ['keeps the break of a loop inside it', '        for part in answer: break\n', 'endless'],
  ])('of Python %s', async (_case, rest, value) => {
    expect(await loopIn('a.py', PYTHON + rest)).toBe(value);
  });

  it.each([
    ['is left in a branch', 'if (answer.done) break;', 'unbounded'],
    ['keeps the break of a switch', "switch (answer.kind) { case 'done': break; }", 'endless'],
    ['is left by a return in a switch', "switch (answer.kind) { case 'done': return; }", 'unbounded'],
    ['asks for the first of many', 'if (!(answer.calls.length > 0)) break;', 'unbounded'],
    ['is bounded by a count', 'if (messages.length > 9) break;', 'bounded'],
  ])('of TypeScript %s', async (_case, rest, value) => {
    expect(await loopIn('a.ts', `${TYPESCRIPT}    ${rest}\n  }\n}\n`)).toBe(value);
  });

  it('is the innermost of several, and none where the call stands before it', async () => {
    const text = (inner: string) =>
      `${PYTHON.replace('while True', 'while wait()').replace('answer = client', `${inner}answer = client`)}            if answer.done: break\n`;
    expect(await loopIn('a.py', text('while True:\n            '))).toBe('unbounded');
    const before = 'from openai import OpenAI\nOpenAI().responses.create(model="m")\nwhile True: pass\n';
    expect(await loopIn('a.py', before)).toBe('none');
  });
});
