// The language server as the rest of the extension sees it: one that runs or not, can be started again, and ends with
// the extension. How a client for it is made is decided elsewhere.
import { type Disposable, EventEmitter, type LogOutputChannel, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { ServerPhase } from './viewPhase';

/** A client that starts its server again is stopped for less than this. */
const GIVEN_UP_MS = 1000;

export class LanguageServer implements Disposable {
  #client: LanguageClient | undefined;
  #phase: ServerPhase = 'looking';
  #timer: NodeJS.Timeout | undefined;
  readonly #changed = new EventEmitter<void>();
  /** The phase is another one. */
  readonly onDidChange = this.#changed.event;
  /** What was asked for so far: a client that is still starting can be neither stopped nor started again. */
  #done: Promise<void> = Promise.resolve();

  constructor(
    private readonly createClient: () => LanguageClient,
    private readonly log: LogOutputChannel,
  ) {}

  /** The client that runs; another one after each restart. */
  get client(): LanguageClient | undefined {
    return this.#client;
  }

  get phase(): ServerPhase {
    return this.#phase;
  }

  /** Nothing was found that it could be needed for; it can still be started. */
  leaveOut(): void {
    if (this.#phase === 'looking') this.#become('notStarted');
  }

  /** Starts the server unless it runs or is starting. */
  start(): Promise<void> {
    return this.#phase === 'running' || this.#phase === 'starting' ? this.#done : this.restart();
  }

  /** Starts the server, or ends the one that runs and starts another. A failure is logged and shown, not thrown. */
  restart(): Promise<void> {
    this.#become('starting');
    this.#done = this.#done.then(async () => {
      await this.#end();
      this.#become('starting');
      // A new client, for one whose server failed to start cannot be used again.
      const client = this.createClient();
      try {
        client.onDidChangeState(({ newState }) => this.#follow(client, newState));
        await client.start();
        this.#client = client;
        this.#become('running');
      } catch (error) {
        this.log.error(`The language server did not start: ${toMessage(error)}`);
        this.#become('failed');
        this.#tell('Airworthy could not start, so nothing is checked.');
      }
    });
    return this.#done;
  }

  dispose(): Promise<void> {
    clearTimeout(this.#timer);
    this.#done = this.#done.then(() => this.#end());
    return this.#done;
  }

  /** A server that crashed is started again by its client, until that gives up. */
  #follow(client: LanguageClient, state: State): void {
    if (client !== this.#client) return;
    if (state === State.Running) this.#become('running');
    else if (state === State.Starting) this.#become('starting');
    else {
      this.#become('failed');
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        if (client === this.#client && this.#phase === 'failed')
          this.#tell('Airworthy has stopped, so nothing is checked any more.');
      }, GIVEN_UP_MS);
    }
  }

  #become(phase: ServerPhase): void {
    if (this.#phase === phase) return;
    this.#phase = phase;
    this.#changed.fire();
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The language server did not end as asked: ${toMessage(error)}`);
    }
  }

  /** Says what happened and what can be done; the cause is for the log. */
  #tell(what: string): void {
    const [restart, showLog] = ['Restart', 'Show Log'];
    // Not awaited: the message stays until someone closes it.
    void window
      .showErrorMessage(`${what} Restart it; if that does not help, the log says why.`, restart, showLog)
      .then((choice) => {
        if (choice === restart) void this.restart();
        if (choice === showLog) this.log.show();
      });
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
