// Read-only documents that explain an item or a rule, shown as rendered Markdown.
import {
  commands,
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExplainParams, ExplainResult } from '../../server/src/protocol/explain';
import { EXPLAIN } from '../../server/src/protocol/methods';
import type { ChecklistModel } from './checklistModel';

const SCHEME = 'airworthy-explain';
const STOPPED = 'The language server of Airworthy does not run.\n';

export class Explanations implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable[];

  constructor(
    private readonly client: () => LanguageClient | undefined,
    model: ChecklistModel,
  ) {
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      // What is open tells how things stand now.
      model.onDidChange(() => {
        for (const { uri } of workspace.textDocuments) if (uri.scheme === SCHEME) this.#changed.fire(uri);
      }),
    ];
  }

  /** Opens the explanation of an item or rule; with a root it says how things stand there. */
  async show(id: string, root?: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${id}.md`, query: root });
    try {
      await commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The built-in Markdown preview is switched off.
      await window.showTextDocument(uri, { preview: true });
    }
  }

  async provideTextDocumentContent({ path, query }: Uri): Promise<string> {
    const params: ExplainParams = { id: path.replace(/^\/|\.md$/g, ''), root: query || undefined };
    const client = this.client();
    if (!client?.isRunning()) return STOPPED;
    let found: ExplainResult | null;
    try {
      found = await client.sendRequest<ExplainResult | null>(EXPLAIN, params);
    } catch {
      // The server ended while it was asked; the text is asked for again when another one speaks.
      return STOPPED;
    }
    return found?.markdown ?? 'Nothing is known under this name.\n';
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#changed.dispose();
  }
}
