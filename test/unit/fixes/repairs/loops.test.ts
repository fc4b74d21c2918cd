import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../server/src/fixes/fix';
import { fix as boundOwnLoop } from '../../../../server/src/fixes/repairs/boundOwnLoop';
import { fix as setStepLimit } from '../../../../server/src/fixes/repairs/setStepLimit';
import { attributeAfter, fixed, type Options, placeOf, refused } from '../fixing';

async function after(
  fix: Fix,
  text: string,
  at: string,
  path: string,
  options: Options = {},
): Promise<string> {
  const files = { [path]: text };
  return (await fixed(fix, files, placeOf(files, path, at), options)).files[path]!;
}

describe('bound-own-loop', () => {
  it('counts the turns in TypeScript', async () => {
    const text =
      "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport async function run(): Promise<string> {\n  while (true) {\n    const reply = await client.responses.create({ model: 'm', input: '🦊' });\n    if (!reply.output) return 'done';\n  }\n}\n";
    const fixedText = await after(boundOwnLoop, text, 'while (true)', 'a.ts');
    expect(fixedText).toContain(
      "  let turns = 0;\n  while (true) {\n    if (++turns > 20) throw new Error('The model did not finish within 20 turns.');\n    const reply",
    );
    expect(await attributeAfter({ 'a.ts': text }, 'model-call', 'loop')).toBe('unbounded');
    expect(await attributeAfter({ 'a.ts': fixedText }, 'model-call', 'loop')).toBe('bounded');
  });

  it('counts the turns in Python, CRLF and comments kept', async () => {
    const text =
      'from openai import OpenAI\r\n\r\nclient = OpenAI()\r\n\r\n\r\ndef run():\r\n    while True:  # 🦊\r\n        reply = client.responses.create(model="m", input="x")\r\n        if not reply.output:\r\n            return reply\r\n';
    const fixedText = await after(boundOwnLoop, text, 'while True', 'a.py');
    expect(fixedText).toContain(
      '    turns = 0\r\n    while True:  # 🦊\r\n        turns += 1\r\n        if turns > 20:\r\n            raise RuntimeError("The model did not finish within 20 turns.")\r\n        reply',
    );
    expect(await attributeAfter({ 'a.py': fixedText }, 'model-call', 'loop')).toBe('bounded');
  });

  it('is refused for a loop on one line', async () => {
    const files = { 'a.py': 'while True: step()\n' };
    expect(await refused(boundOwnLoop, files, placeOf(files, 'a.py', 'while'))).toContain(
      'body of its own lines',
    );
  });
});

describe('set-step-limit', () => {
  it('writes the helper of the major in use', async () => {
    const text =
      "import { generateText, isLoopFinished } from 'ai';\nawait generateText({ model, prompt, tools, stopWhen: isLoopFinished() });\n";
    expect(await after(setStepLimit, text, 'generateText({', 'a.ts', { versions: { ai: '6.1.0' } })).toBe(
      "import { generateText, isLoopFinished, stepCountIs } from 'ai';\nawait generateText({ model, prompt, tools, stopWhen: stepCountIs(20) });\n",
    );
    expect(
      await after(setStepLimit, text, 'generateText({', 'a.ts', { versions: { ai: '7.0.1' } }),
    ).toContain('isStepCount(20)');
    expect(
      await after(
        setStepLimit,
        "import { generateText } from 'ai';\nawait generateText({ model, prompt, tools });\n",
        'generateText({',
        'a.ts',
        { versions: { ai: '4.0.0' } },
      ),
    ).toContain('maxSteps: 20');
  });

  it('configures a graph at the call, or for all its runs', async () => {
    const text =
      'from langgraph.graph import StateGraph\n\ngraph = StateGraph(dict)\napp = graph.compile()\napp.invoke({"a": 1})\n';
    expect(await after(setStepLimit, text, 'invoke', 'a.py')).toContain(
      'app.invoke({"a": 1}, config={"recursion_limit": 20})',
    );
    expect(await after(setStepLimit, text, 'compile', 'a.py')).toContain(
      'app = graph.compile().with_config({"recursion_limit": 20})',
    );
  });

  it('replaces a limit that is switched off', async () => {
    const text =
      "import { Agent, run } from '@openai/agents';\nconst agent = new Agent({ name: 'a' });\nawait run(agent, 'hi', { maxTurns: null });\n";
    expect(await after(setStepLimit, text, 'run(agent', 'a.ts')).toContain('{ maxTurns: 20 }');
  });

  it('bounds a tool runner', async () => {
    const text =
      'import anthropic\n\nclient = anthropic.Anthropic()\nclient.beta.messages.tool_runner(model="m", max_tokens=10, tools=[], messages=[])\n';
    expect(await after(setStepLimit, text, 'tool_runner', 'a.py')).toContain(
      'messages=[], max_iterations=20)',
    );
  });
});
