// Open documents: what is typed reaches the engine of its root after a pause; opening, saving and closing sooner.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EngineChange } from '../engine/engine';
import type { Feature } from './feature';
import { attempt } from './guard';
import type { Session } from './session';

/** Pause after a change that nobody types, so that several of them make one run. In milliseconds. */
const GATHER_MS = 20;

export const feature: Feature = { start };

function start(session: Session): void {
  const { documents, log } = session;
  // Opening counts as a change of content too: that first one does not come from a keyboard.
  const justOpened = new Set<string>();
  documents.onDidOpen(({ document }) => {
    justOpened.add(document.uri);
    void attempt(log, 'Opening a document', () => opened(session, document));
  });
  documents.onDidChangeContent(({ document }) => {
    if (!justOpened.delete(document.uri))
      void attempt(log, 'Reading a change', () => typed(session, document));
  });
  documents.onDidSave(({ document }) => {
    // Saving changes no text; it only ends the pause.
    void attempt(log, 'Saving a document', () => session.roots.locate(document.uri)?.root.settle());
  });
  documents.onDidClose(({ document }) => {
    void attempt(log, 'Closing a document', () => closed(session, document));
  });
}

function opened(session: Session, document: TextDocument): void {
  const place = session.roots.locate(document.uri);
  if (!place) return;
  place.root.open(place.path, document);
  place.root.changed([{ path: place.path, kind: 'changed' }], GATHER_MS);
}

function typed(session: Session, document: TextDocument): void {
  const place = session.roots.locate(document.uri);
  place?.root.changed([{ path: place.path, kind: 'changed' }], session.settings.debounceMs);
}

/** From now on the file counts as it lies on the disk, if it does. */
async function closed(session: Session, document: TextDocument): Promise<void> {
  const place = session.roots.locate(document.uri);
  if (!place) return;
  place.root.close(place.path);
  const exists = (await place.root.files.stat(place.path)) !== undefined;
  const kind: EngineChange['kind'] = exists ? 'changed' : 'deleted';
  place.root.changed([{ path: place.path, kind }], GATHER_MS);
}
