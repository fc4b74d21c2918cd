// What a feature of the editor is: one file, found by its export `feature`; the list is generated.
import type { ServerCapabilities } from 'vscode-languageserver';
import type { ClientAbilities } from './clientAbilities';
import type { Session } from './session';

export interface Feature {
  /** What the editor is told that the server can do. */
  readonly capabilities?: (client: ClientAbilities) => ServerCapabilities;
  /** Registers handlers and listeners. Called once, before the editor sends anything else. */
  start(session: Session): void;
  /** The editor is ready for requests from the server. */
  opened?(session: Session): Promise<void>;
}
