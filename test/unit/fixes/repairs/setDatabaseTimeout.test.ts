import { describe, expect, it } from 'vitest';
import { fix as declareHints } from '../../../../server/src/fixes/repairs/declareToolHints';
import { fix as setDatabaseTimeout } from '../../../../server/src/fixes/repairs/setDatabaseTimeout';
import { fixed, placeOf, refused } from '../fixing';

describe('set-database-timeout', () => {
  it('sets the limit of the pool, in its unit', async () => {
    const files = {
      'a.ts': "import { Pool } from 'pg';\nexport const pool = new Pool({ connectionString });\n",
    };
    expect(
      (await fixed(setDatabaseTimeout, files, placeOf(files, 'a.ts', 'Pool({'))).files['a.ts'],
    ).toContain('new Pool({ connectionString, query_timeout: 30_000 })');
    const python = { 'a.py': 'import asyncpg\n\npool = asyncpg.create_pool(dsn)  # 🦊\n' };
    expect(
      (await fixed(setDatabaseTimeout, python, placeOf(python, 'a.py', 'create_pool'))).files['a.py'],
    ).toContain('create_pool(dsn, command_timeout=30)  # 🦊');
  });

  it('is refused where the driver has no option', async () => {
    const files = { 'a.py': 'import psycopg\nconnection = psycopg.connect(dsn)\n' };
    expect(await refused(setDatabaseTimeout, files, placeOf(files, 'a.py', 'connect('))).toBe(
      'what is called here has no option for it',
    );
  });
});

describe('declare-tool-hints', () => {
  it('gives a described tool its annotations', async () => {
    const files = {
      'a.py':
        'from agents import function_tool\n\n\n@function_tool\ndef refund(order: str) -> str:\n    return order\n',
    };
    expect((await fixed(declareHints, files, placeOf(files, 'a.py', 'refund'))).files['a.py']).toContain(
      '@function_tool(annotations=ToolAnnotations(destructiveHint=True))',
    );
  });
});
