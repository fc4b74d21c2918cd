import { describe, expect, it } from 'vitest';
import { createHost } from './handmadePorts';

describe('runCommand', () => {
  it('answers version and help on the standard output', async () => {
    const host = createHost();
    expect(await host.run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    const help = await host.run('--help');
    expect(help.code).toBe(0);
    for (const name of ['check', 'explain', 'fix', 'init', 'inventory', 'lsp'])
      expect(help.out).toContain(`  ${name} `);
  });

  it('lists the options of a command, and none that is not there yet', async () => {
    const { out, code } = await createHost().run('check', '--help');
    expect(code).toBe(0);
    for (const option of [
      '--format',
      '--fail-on',
      '--min-score',
      '--require',
      '--item',
      '--today',
      '--quiet',
    ])
      expect(out).toContain(option);
    for (const later of ['--changed', '--baseline', 'sarif', 'markdown']) expect(out).not.toContain(later);
  });

  it.each([
    [[], 'which command?'],
    [['chekc'], 'did you mean "check"?'],
    [['--colour'], 'unknown option "--colour"'],
    [['check', '--fail-no', 'error'], "Unknown option '--fail-no'. Did you mean --fail-on?"],
    [['check', '--today'], '--today'],
    [['check', '--quiet=yes'], '--quiet'],
    [['check', '--today', '2026-01-01', '--today', '2026-01-02'], '--today is given twice'],
  ])('tells wrong use in one line and exits with 2: %j', async (words, message) => {
    const { code, out, err } = await createHost().run(...words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^airworthy: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  it('tells an internal error in one line, with a stack only when asked, and closes the engine', async () => {
    const host = createHost({
      analyse: () => {
        throw new Error('cannot\u001b[2J happen');
      },
    });
    const short = await host.run('check');
    expect(short).toMatchObject({ code: 2, out: '' });
    expect(short.err).toMatch(
      /^airworthy: internal error: Error at [^\n]*runCommand\.test\.ts:\d+:\d+\)?\n$/,
    );
    const long = await host.run('check', '--verbose');
    expect(long.err).toContain('    at ');
    expect(host.closed).toBe(2);
  });

  it('names a path that does not exist', async () => {
    expect(await createHost().run('check', 'nowhere')).toEqual({
      code: 2,
      out: '',
      err: 'airworthy: nowhere: not found\n',
    });
  });
});

describe('lsp', () => {
  it('starts the server over stdio only', async () => {
    const host = createHost();
    expect((await host.run('lsp')).code).toBe(2);
    expect(host.servers).toBe(0);
    expect(await host.run('lsp', '--stdio', '--clientProcessId=7')).toEqual({ code: 0, out: '', err: '' });
    expect(host.servers).toBe(1);
  });
});
