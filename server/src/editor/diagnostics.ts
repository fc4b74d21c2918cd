// Squiggles and Problems: pushed for all files of the open folders, open or not, and taken back when they no longer hold.
import type { Diagnostic } from 'vscode-languageserver';
import type { Feature } from './feature';
import type { AnalysisEvent, Session } from './session';
import { diagnosticsOf } from './toDiagnostic';
import type { WorkspaceRoot } from './workspaceRoot';

export const feature: Feature = { start };

/** What was sent last for a URI, as text, so that an unchanged set is not sent again. */
type Sent = Map<string, string>;

function start(session: Session): void {
  const sentByRoot = new Map<WorkspaceRoot, Sent>();
  const newest = new Map<WorkspaceRoot, AnalysisEvent>();
  const publishTo = (event: AnalysisEvent): void => {
    const sent = sentByRoot.get(event.root) ?? new Map<string, string>();
    sentByRoot.set(event.root, sent);
    publish(session, event, sent);
  };
  session.onAnalysis.add((event) => {
    newest.set(event.root, event);
    publishTo(event);
  });
  session.onSettings.add(() => {
    for (const event of newest.values()) publishTo(event);
  });
  session.onRemoved.add((root) => {
    for (const [uri] of sentByRoot.get(root) ?? []) send(session, { uri, diagnostics: [] });
    sentByRoot.delete(root);
    newest.delete(root);
  });
}

function publish(session: Session, { root, analysis, versions }: AnalysisEvent, sent: Sent): void {
  const { settings, client } = session;
  const isShown = (path: string): boolean =>
    (root.paths.isOpened(path) || root.document(path) !== undefined) && session.roots.owns(root, path);
  const byPath = diagnosticsOf({ root, analysis, settings, client, isShown });
  const wanted = new Map([...byPath].map(([path, diagnostics]) => [root.uriOf(path), { path, diagnostics }]));
  // What is no longer said is taken back before anything new is said.
  for (const uri of [...sent.keys()]) {
    if (wanted.has(uri)) continue;
    const path = root.paths.toPath(uri);
    if (path !== undefined && !root.isCurrent(path, versions)) continue;
    sent.delete(uri);
    send(session, { uri, diagnostics: [], version: versionOf(session, root, path) });
  }
  for (const [uri, { path, diagnostics }] of wanted) {
    // The text has moved on: what is shown stays until the run that has seen this version.
    if (!root.isCurrent(path, versions)) continue;
    const text = JSON.stringify(diagnostics);
    if (sent.get(uri) === text) continue;
    sent.set(uri, text);
    send(session, { uri, diagnostics: [...diagnostics], version: versionOf(session, root, path) });
  }
}

function versionOf({ client }: Session, root: WorkspaceRoot, path: string | undefined): number | undefined {
  return client.diagnosticVersion && path !== undefined ? root.document(path)?.version : undefined;
}

function send(session: Session, params: { uri: string; diagnostics: Diagnostic[]; version?: number }): void {
  void session.connection.sendDiagnostics(params);
}
