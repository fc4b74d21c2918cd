import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/scaffolds/scaffoldToolTest';
import { attributeAfter, fixed, listed, placeOf, refused } from '../fixing';

describe('scaffold-tool-test', () => {
  it('writes a test for vitest beside the code', async () => {
    const files = {
      'package.json': '{ "devDependencies": { "vitest": "^3" } }',
      'src/tools/weather.ts':
        "import { tool } from 'ai';\nexport const weather = tool({ description: 'd', inputSchema, execute: async ({ city }) => find(city) });\n",
    };
    const { files: after, repair } = await fixed(
      fix,
      files,
      placeOf(files, 'src/tools/weather.ts', 'tool({'),
    );
    expect(repair.title).toBe('Write src/tools/weather.test.ts');
    expect(after['src/tools/weather.test.ts']).toBe(
      "import { expect, test } from 'vitest';\nimport { weather } from './weather';\n\ntest('weather answers', async () => {\n  const answer = await weather.execute!({ city: 'example' } as never, { toolCallId: 'test', messages: [] } as never);\n  expect(answer).toBeDefined();\n});\n",
    );
    expect(await attributeAfter(files, 'tool', 'tested')).toBe(false);
    expect(await attributeAfter(after, 'tool', 'tested')).toBe(true);
  });

  it('uses the runner of Node where there is no other', async () => {
    const files = {
      'a.ts':
        "import { tool } from '@openai/agents';\nexport const lookup = tool({ name: 'look_up', execute: async () => 1 });\n",
    };
    const { files: after } = await fixed(fix, files, placeOf(files, 'a.ts', 'tool({'));
    expect(after['look_up.test.ts']).toContain(
      "import { test } from 'node:test';\nimport { lookup } from './a.ts';",
    );
  });

  it('writes a test for pytest among the tests there are', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "x"\n',
      'src/app/tools.py':
        'from langchain_core.tools import tool\n\n\n@tool\nasync def look_up(city: str, days: int = 1) -> str:\n    """Looks up."""\n    return city\n',
      'checks/tests/test_other.py': 'def test_other():\n    assert True\n',
    };
    const { files: after } = await fixed(fix, files, placeOf(files, 'src/app/tools.py', 'look_up'));
    expect(after['checks/tests/test_look_up.py']).toBe(
      'import asyncio\n\nfrom app.tools import look_up\n\n\ndef test_look_up_answers():\n    answer = asyncio.run(look_up.ainvoke({"city": "example"}))\n    assert answer is not None\n',
    );
  });

  it('is refused for a tool no test can import, and where the file exists', async () => {
    const hidden = {
      'a.ts': "import { tool } from 'ai';\nconst secret = tool({ inputSchema, execute: async () => 1 });\n",
    };
    expect(await refused(fix, hidden, placeOf(hidden, 'a.ts', 'tool({'))).toContain('not exported');
    expect(await listed(fix, hidden, placeOf(hidden, 'a.ts', 'tool({'))).toBe(false);
    const inner = {
      'a.py':
        'from langchain_core.tools import tool\n\n\ndef make():\n    @tool\n    def look(city: str) -> str:\n        return city\n\n    return look\n',
    };
    expect(await listed(fix, inner, placeOf(inner, 'a.py', 'look'))).toBe(false);
    const present = {
      'a.ts':
        "import { tool } from 'ai';\nexport const look = tool({ inputSchema, execute: async () => 1 });\n",
      'look.test.ts': '',
    };
    expect(await refused(fix, present, placeOf(present, 'a.ts', 'tool({'))).toContain('exists already');
  });
});
