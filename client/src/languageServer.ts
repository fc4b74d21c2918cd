// The language server as the rest of the extension sees it: one that runs, can be started again, and ends with
// the extension. How a client for it is made is decided elsewhere.
import { type Disposable, type LogOutputChannel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export class LanguageServer implements Disposable {
  #client: LanguageClient | undefined;
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

  /** Starts the server, or ends the one that runs and starts another. A failure is logged and shown, not thrown. */
  restart(): Promise<void> {
    this.#done = this.#done.then(async () => {
      await this.#end();
      // A new client, for one whose server failed to start cannot be used again.
      const client = this.createClient();
      try {
        await client.start();
        this.#client = client;
      } catch (error) {
        this.#report(error);
      }
    });
    return this.#done;
  }

  dispose(): Promise<void> {
    this.#done = this.#done.then(() => this.#end());
    return this.#done;
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

  #report(error: unknown): void {
    this.log.error(`The language server did not start: ${toMessage(error)}`);
    const showLog = 'Show Log';
    // Not awaited: the message stays until someone closes it.
    void window
      .showErrorMessage(`Airworthy could not start its language server: ${toMessage(error)}`, showLog)
      .then((choice) => {
        if (choice === showLog) this.log.show();
      });
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
