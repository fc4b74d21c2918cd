import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/repairs/requireApproval';
import { attributeAfter, type Files, fixed, type Options, placeOf, refused } from '../fixing';

const repaired = (files: Files, path: string, at: string, options: Options = {}, n = 0) =>
  fixed(fix, files, placeOf(files, path, at, n), options);

const AI = {
  'a.ts':
    "import { generateText, tool } from 'ai';\nexport const refund = tool({\n  description: '🦊', // money\n  inputSchema,\n  execute: async () => pay(),\n});\nawait generateText({ model, prompt, tools: { giveBack: refund } });\n",
};

describe('require-approval in TypeScript', () => {
  it('stands on the tool in AI SDK 6', async () => {
    const { files, repair } = await repaired(AI, 'a.ts', 'tool({', { versions: { ai: '6.0.0' } });
    expect(files['a.ts']).toContain('  execute: async () => pay(),\n  needsApproval: true,\n});');
    expect(repair.notes?.[0]).toContain('user interface');
    expect(await attributeAfter(files, 'tool', 'approval', { versions: { ai: '6.0.0' } })).toBe(true);
  });

  it('stands on the call in AI SDK 7, under the name the call knows the tool by', async () => {
    const { files } = await repaired(AI, 'a.ts', 'tool({', { versions: { ai: '7.0.0' } });
    expect(files['a.ts']).toContain(
      "tools: { giveBack: refund }, toolApproval: { giveBack: 'user-approval' } });",
    );
  });

  it('is refused before version 6 and where the version is not known', async () => {
    expect(await refused(fix, AI, placeOf(AI, 'a.ts', 'tool({'), { versions: { ai: '5.0.0' } })).toContain(
      'has no approval',
    );
    expect(await refused(fix, AI, placeOf(AI, 'a.ts', 'tool({'))).toContain('not known');
  });

  it('uses the option of the Agents SDK, replacing an explicit false', async () => {
    const files = {
      'a.ts':
        "import { tool } from '@openai/agents';\nexport const refund = tool({ name: 'refund', needsApproval: false, execute: async () => pay() });\n",
    };
    expect((await repaired(files, 'a.ts', 'tool({')).files['a.ts']).toContain('needsApproval: true, execute');
  });

  it('adds the middleware of a LangChain agent, and says that a checkpointer is missing', async () => {
    const files = {
      'a.ts':
        "import { createAgent, tool } from 'langchain';\nconst refund = tool(async () => pay(), { name: 'refund', description: 'd', schema });\nexport const agent = createAgent({ model: 'openai:gpt-5', tools: [refund] });\n",
    };
    const { files: after, repair } = await repaired(files, 'a.ts', 'tool(async');
    expect(after['a.ts']).toContain(
      "import { createAgent, tool, humanInTheLoopMiddleware } from 'langchain';",
    );
    expect(after['a.ts']).toContain(
      'tools: [refund], middleware: [humanInTheLoopMiddleware({ interruptOn: { refund: true } })] });',
    );
    expect(repair.notes?.join(' ')).toContain('checkpointer');
  });
});

describe('require-approval in Python', () => {
  it('gives a bare decorator its arguments', async () => {
    const files = {
      'a.py':
        'from agents import Agent, function_tool\n\n\n@function_tool\ndef refund(order: str) -> str:\n    """Pays back. 🦊"""\n    return order\n\n\nagent = Agent(name="a", tools=[refund])\n',
    };
    expect((await repaired(files, 'a.py', 'refund')).files['a.py']).toContain(
      '@function_tool(needs_approval=True)\ndef refund',
    );
  });

  it('widens a middleware that is there', async () => {
    const files = {
      'a.py':
        'from langchain.agents import create_agent\nfrom langchain.agents.middleware import HumanInTheLoopMiddleware\nfrom langchain_core.tools import tool\n\n\n@tool\ndef refund(order: str) -> str:\n    """Pays back."""\n    return order\n\n\nagent = create_agent(\n    "openai:gpt-5",\n    tools=[refund],\n    middleware=[HumanInTheLoopMiddleware(interrupt_on={"other": True})],\n    checkpointer=saver,\n)\n',
    };
    const { files: after, repair } = await repaired(files, 'a.py', 'refund');
    expect(after['a.py']).toContain('interrupt_on={"other": True, "refund": True}');
    expect(repair.notes?.join(' ')).not.toContain('checkpointer');
  });

  it('pauses at the start of a tool that LangGraph runs', async () => {
    const files = {
      'a.py':
        'from langchain_core.tools import tool\nfrom langgraph.prebuilt import create_react_agent\n\n\n@tool\ndef refund(order: str) -> str:\n    """Pays back."""\n    return order\n\n\nagent = create_react_agent(model, [refund])\n',
    };
    const { files: after } = await repaired(files, 'a.py', 'refund');
    expect(after['a.py']).toContain(
      '    """Pays back."""\n    if interrupt({"action": "refund", "arguments": {"order": order}}) != "approve":\n        return "The person did not approve this action."\n    return order\n',
    );
    expect(after['a.py']).toContain('from langgraph.types import interrupt\n');
  });

  it('is refused where nothing that holds the tool is known', async () => {
    const files = {
      'a.py':
        'from langchain_core.tools import tool\n\n\n@tool\ndef refund(order: str) -> str:\n    """Pays back."""\n    return order\n',
    };
    expect(await refused(fix, files, placeOf(files, 'a.py', 'refund'))).toBe(
      'the call or agent that holds the tool is not known',
    );
  });

  it('is refused where the SDK has none', async () => {
    const files = {
      'a.py':
        'import anthropic\n\n\n@anthropic.beta_tool\ndef refund(order: str) -> str:\n    """Pays back."""\n    return order\n',
    };
    expect(await refused(fix, files, placeOf(files, 'a.py', 'refund'))).toBe(
      'Anthropic SDK has no approval of its own: ask a person in the code that runs the tool',
    );
  });
});
