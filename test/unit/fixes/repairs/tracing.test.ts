import { describe, expect, it } from 'vitest';
import { fix as traceCall } from '../../../../server/src/fixes/repairs/traceModelCall';
import { fix as traceTool } from '../../../../server/src/fixes/repairs/traceTool';
import { fixed, placeOf, refused } from '../fixing';

describe('trace-model-call', () => {
  it('switches the telemetry of the AI SDK on before version 7', async () => {
    const files = {
      'a.ts': "import { generateText } from 'ai';\nawait generateText({ model, prompt: '🦊' });\n",
    };
    const at = placeOf(files, 'a.ts', 'generateText({');
    expect((await fixed(traceCall, files, at, { versions: { ai: '6.0.0' } })).files['a.ts']).toContain(
      "prompt: '🦊', experimental_telemetry: { isEnabled: true } });",
    );
    expect(await refused(traceCall, files, at, { versions: { ai: '7.0.0' } })).toContain('registerTelemetry');
  });

  it('wraps the client with the helper of the tracer in use, also in another file', async () => {
    const files = {
      'tracing.ts':
        "import { traceable } from 'langsmith/traceable';\nexport const run = traceable(async () => 1);\n",
      'llm.ts': "import OpenAI from 'openai';\nexport const client = new OpenAI();\n",
      'a.ts':
        "import { client } from './llm';\nawait client.responses.create({ model: 'm', input: 'hi' });\n",
    };
    const { files: after, repair } = await fixed(traceCall, files, placeOf(files, 'a.ts', 'create'));
    expect(after['llm.ts']).toBe(
      "import OpenAI from 'openai';\nimport { wrapOpenAI } from 'langsmith/wrappers';\nexport const client = wrapOpenAI(new OpenAI());\n",
    );
    expect(repair.title).toBe('Wrap the client in llm.ts with wrapOpenAI');
  });

  it('imports a drop-in client in Python', async () => {
    const files = {
      'tracing.py': 'from langfuse import observe\n\n\n@observe()\ndef run():\n    return 1\n',
      'a.py':
        'from openai import OpenAI\n\nclient = OpenAI()\nclient.responses.create(model="m", input="x")\n',
    };
    expect((await fixed(traceCall, files, placeOf(files, 'a.py', 'create'))).files['a.py']).toContain(
      'from langfuse.openai import OpenAI\n',
    );
  });

  it('is refused without a tracer that has a helper', async () => {
    const files = { 'a.py': 'from openai import OpenAI\nOpenAI().responses.create(model="m", input="x")\n' };
    expect(await refused(traceCall, files, placeOf(files, 'a.py', 'create'))).toContain('no helper');
  });
});

describe('trace-tool', () => {
  it('decorates the function in Python', async () => {
    const files = {
      'a.py':
        'from agents import function_tool\nfrom langfuse import observe\n\n\n@function_tool\ndef lookup(name: str) -> str:\n    return name\n\n\n@observe()\ndef run():\n    return 1\n',
    };
    expect((await fixed(traceTool, files, placeOf(files, 'a.py', 'lookup'))).files['a.py']).toContain(
      '@function_tool\n@observe()\ndef lookup',
    );
  });

  it('wraps the function in TypeScript', async () => {
    const files = {
      'a.ts':
        "import { tool } from '@openai/agents';\nimport { traceable } from 'langsmith/traceable';\nconst other = traceable(async () => 1);\nexport const lookup = tool({ name: 'lookup', execute: async ({ id }) => find(id) });\n",
    };
    expect((await fixed(traceTool, files, placeOf(files, 'a.ts', 'tool({'))).files['a.ts']).toContain(
      'execute: traceable(async ({ id }) => find(id)) });',
    );
  });
});
