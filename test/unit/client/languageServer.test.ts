import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const shown: { readonly text: string; readonly buttons: readonly string[] }[] = [];
let choice: string | undefined;

vi.mock('vscode', () => ({
  EventEmitter: class {
    event = () => ({ dispose() {} });
    fire() {}
  },
  window: {
    showErrorMessage: async (text: string, ...buttons: string[]) => {
      shown.push({ text, buttons });
      return choice;
    },
  },
}));
vi.mock('vscode-languageclient/node', () => ({ State: { Stopped: 1, Running: 2, Starting: 3 } }));

const { LanguageServer } = await import('../../../client/src/languageServer');
type Client = ReturnType<ConstructorParameters<typeof LanguageServer>[0]>;
type Log = ConstructorParameters<typeof LanguageServer>[1];

/** A server whose clients fail to start as long as `failures` lasts. */
function setUp(failures: number) {
  const told: string[] = [];
  const log = {
    error: (text: string) => told.push(text),
    warn: (text: string) => told.push(text),
    show: () => told.push('shown'),
  } as unknown as Log;
  let left = failures;
  let follow: (change: { newState: number }) => void = () => {};
  const create = (): Client =>
    ({
      onDidChangeState: (listener: typeof follow) => {
        follow = listener;
      },
      start: async () => {
        if (left-- > 0) throw new Error('spawn /usr/bin/node ENOENT');
      },
      dispose: async () => {},
    }) as unknown as Client;
  const server = new LanguageServer(create, log);
  return { server, told, become: (newState: number) => follow({ newState }) };
}

describe('LanguageServer', () => {
  beforeEach(() => {
    shown.length = 0;
    choice = undefined;
  });

  it('says in plain words that it could not start, and what to do; the cause is in the log', async () => {
    const { server, told } = setUp(1);
    await server.start();
    expect(server.phase).toBe('failed');
    expect(shown).toEqual([
      {
        text: 'Airworthy could not start, so nothing is checked. Restart it; if that does not help, the log says why.',
        buttons: ['Restart', 'Show Log'],
      },
    ]);
    expect(told).toEqual(['The language server did not start: spawn /usr/bin/node ENOENT']);
  });

  it('shows the log or starts again where that is chosen', async () => {
    choice = 'Show Log';
    const first = setUp(1);
    await first.server.start();
    await vi.waitFor(() => expect(first.told).toContain('shown'));
    choice = 'Restart';
    const second = setUp(1);
    await second.server.start();
    await vi.waitFor(() => expect(second.server.phase).toBe('running'));
  });

  it('says once that it stopped for good, and nothing while it starts again by itself', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { server, become } = setUp(0);
    await server.start();
    become(1);
    become(3);
    become(2);
    vi.advanceTimersByTime(5000);
    expect(shown).toEqual([]);
    become(1);
    become(1);
    vi.advanceTimersByTime(5000);
    expect(server.phase).toBe('failed');
    expect(shown.map(({ text }) => text)).toEqual([
      'Airworthy has stopped, so nothing is checked any more. Restart it; if that does not help, the log says why.',
    ]);
  });

  it('says nothing when it is ended', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { server, become } = setUp(0);
    await server.start();
    await server.dispose();
    become(1);
    vi.advanceTimersByTime(5000);
    expect(shown).toEqual([]);
  });
});
