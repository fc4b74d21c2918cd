import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../server/src/fixes/fix';
import { fix as debugOff } from '../../../../server/src/fixes/repairs/debugOff';
import { fix as dropPrivilege } from '../../../../server/src/fixes/repairs/dropPrivilege';
import { fix as filterServer } from '../../../../server/src/fixes/repairs/filterServerTools';
import { fix as genericError } from '../../../../server/src/fixes/repairs/genericErrorMessage';
import { fix as ignoreEnv } from '../../../../server/src/fixes/repairs/ignoreEnvFile';
import { fix as listTools } from '../../../../server/src/fixes/repairs/listKnownTools';
import { fix as narrowGrant } from '../../../../server/src/fixes/repairs/narrowGrant';
import { fix as removeBypass } from '../../../../server/src/fixes/repairs/removeBypass';
import type { Fact } from '../../../../server/src/inventory/facts/fact';
import { type Files, fixed, listed, type Options, placeOf, refused } from '../fixing';

async function after(
  fix: Fix,
  files: Files,
  path: string,
  at: string,
  options: Options = {},
): Promise<string> {
  return (await fixed(fix, files, placeOf(files, path, at), options)).files[path]!;
}

describe('generic-error-message', () => {
  it('answers for people and logs, in TypeScript', async () => {
    const text =
      "export async function POST() {\n  try {\n    return await run();\n  } catch (error) {\n    return Response.json({ error: error instanceof Error ? error.message : '🦊' }, { status: 500 });\n  }\n}\n";
    const changed = await after(genericError, { 'a.ts': text }, 'a.ts', 'error instanceof');
    expect(changed).toContain(
      "    console.error(error);\n    return Response.json({ error: 'Something went wrong. Please try again.' }, { status: 500 });\n",
    );
  });

  it('does not log twice and replaces every text of the exception in the answer', async () => {
    const text =
      "app.post('/x', async (req, res) => {\n  try {\n    await run();\n  } catch (err) {\n    logger.error(err);\n    res.status(500).json({ message: String(err), stack: err.stack, id: req.id });\n  }\n});\n";
    const changed = await after(
      genericError,
      { 'a.ts': text },
      'a.ts',
      'res.status(500).json({ message: String(err), stack: err.stack, id: req.id })',
    );
    expect(changed).toContain(
      "json({ message: 'Something went wrong. Please try again.', stack: 'Something went wrong. Please try again.', id: req.id })",
    );
    expect(changed).not.toContain('console.error');
  });

  it('works on Python, CRLF kept', async () => {
    const text =
      'from fastapi import HTTPException\r\n\r\n\r\ndef chat():\r\n    try:\r\n        return run()\r\n    except Exception as e:\r\n        raise HTTPException(status_code=500, detail=f"failed: {e}")\r\n';
    const changed = await after(genericError, { 'a.py': text }, 'a.py', 'f"failed: {e}"');
    expect(changed).toContain('import logging\r\nfrom fastapi');
    expect(changed).toContain(
      '        logging.exception("request failed")\r\n        raise HTTPException(status_code=500, detail="Something went wrong. Please try again.")\r\n',
    );
  });

  it('leaves status numbers alone', async () => {
    const text =
      'export async function POST() {\n  try {\n    return await run();\n  } catch (error) {\n    return new Response(JSON.stringify({ error: error.message }), { status: error.status });\n  }\n}\n';
    const files = { 'a.ts': text };
    const { files: changed } = await fixed(genericError, files, placeOf(files, 'a.ts', 'Response('));
    expect(changed['a.ts']).toContain('{ status: error.status }');
    expect(changed['a.ts']).not.toContain('error.message');
  });

  it('is refused where the error is handed in, or has no name', async () => {
    const handedIn = { 'a.ts': 'run({ onError: (error) => show(error.message) });\n' };
    expect(await refused(genericError, handedIn, placeOf(handedIn, 'a.ts', 'error.message'))).toBe(
      'the error is handed in here, not caught: write a message for people in its place',
    );
    const nameless = {
      'a.py':
        'import traceback\n\ndef chat():\n    try:\n        return run()\n    except Exception:\n        return traceback.format_exc()\n',
    };
    expect(
      await refused(genericError, nameless, placeOf(nameless, 'a.py', 'traceback.format_exc')),
    ).toContain('has no name here');
  });
});

describe('switches', () => {
  it('are turned to their harmless word', async () => {
    expect(await after(debugOff, { 'a.py': 'app.run(debug=True)\n' }, 'a.py', 'True')).toBe(
      'app.run(debug=False)\n',
    );
    expect(
      await after(
        removeBypass,
        { 'a.ts': "query({ options: { permissionMode: 'bypassPermissions' } });\n" },
        'a.ts',
        "'bypassPermissions'",
      ),
    ).toContain("permissionMode: 'default'");
    expect(
      await after(narrowGrant, { 'a.py': 'x = {"require_approval": "never"}\n' }, 'a.py', '"never"'),
    ).toContain('"always"');
    expect(
      await after(
        dropPrivilege,
        { 'a.yaml': 'securityContext:\n  privileged: true # why\n' },
        'a.yaml',
        'true',
      ),
    ).toContain('privileged: false # why');
  });

  it('stay where what should stand there is not known', async () => {
    const files = { 'a.ts': "const rules = ['Bash(*)'];\n" };
    expect(await refused(narrowGrant, files, placeOf(files, 'a.ts', "'Bash(*)'"))).toContain(
      'for you to say',
    );
  });
});

describe('list-known-tools', () => {
  const tool = (name: string): Fact => ({
    id: `tool:t.py#${name}`,
    kind: 'tool',
    name,
    role: 'product',
    project: '',
    place: { path: 't.py', start: 0, end: 0 },
    sdk: 'x',
    attributes: {},
    links: {},
    guards: [],
    isA: {},
  });
  const agent: Fact = {
    ...tool('a'),
    id: 'agent:a.py#a',
    kind: 'agent',
    links: { tools: ['tool:t.py#search', 'tool:t.py#get'] },
  };
  const options = { facts: [tool('search'), tool('get'), agent], finding: { subject: agent.id } };

  it('names the tools the agent is linked with', async () => {
    expect(await after(listTools, { 'a.py': 'allowed_tools = ["*"]\n' }, 'a.py', '"*"', options)).toBe(
      'allowed_tools = ["get", "search"]\n',
    );
    expect(await after(listTools, { 'a.py': 'allowed_tools = "*"\n' }, 'a.py', '"*"', options)).toBe(
      'allowed_tools = ["get", "search"]\n',
    );
  });

  it('is refused where none is known', async () => {
    const files = { 'a.py': 'allowed_tools = ["*"]\n' };
    expect(await refused(listTools, files, placeOf(files, 'a.py', '"*"'))).toContain('known by name');
  });

  it('filters a server by them', async () => {
    const files = {
      'a.ts':
        "import { MCPServerStdio } from '@openai/agents';\nconst server = new MCPServerStdio({ name: 's', command: 'x' });\n",
    };
    expect(await after(filterServer, files, 'a.ts', 'MCPServerStdio({', options)).toContain(
      "toolFilter: createMCPToolStaticFilter({ allowed: ['get', 'search'] }) });",
    );
    expect(await refused(filterServer, files, placeOf(files, 'a.ts', 'MCPServerStdio({'))).toContain(
      'not known',
    );
    expect(await listed(filterServer, files, placeOf(files, 'a.ts', 'MCPServerStdio({'))).toBe(false);
    const config = { 'mcp.json': '{ "mcpServers": { "s": { "command": "x" } } }\n' };
    expect(await refused(filterServer, config, placeOf(config, 'mcp.json', '"s"'))).toContain(
      'named in a configuration file',
    );
  });
});

describe('ignore-env-file', () => {
  it('adds the line to the nearest ignore file', async () => {
    const files = { '.gitignore': 'node_modules', 'app/.env': 'KEY=1\n' };
    const { files: changed, repair } = await fixed(ignoreEnv, files, placeOf(files, 'app/.env', 'KEY'), {
      tracked: ['app/.env'],
    });
    expect(changed['.gitignore']).toBe('node_modules\n.env\n');
    expect(repair.notes?.[0]).toContain('git rm --cached app/.env');
  });

  it('makes one beside the file and is refused where a rule covers it', async () => {
    const files = { 'app/.env.local': 'KEY=1\n' };
    expect(
      (await fixed(ignoreEnv, files, placeOf(files, 'app/.env.local', 'KEY'))).files['app/.gitignore'],
    ).toBe('.env.local\n');
    const covered = { '.gitignore': '.env*\n', '.env': 'KEY=1\n' };
    expect(await refused(ignoreEnv, covered, placeOf(covered, '.env', 'KEY'))).toContain('ignored already');
  });
});
