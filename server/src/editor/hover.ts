// Hover over a model call, client, tool, agent or endpoint: what is known about it, and what decided it.
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { Fact } from '../inventory/facts/fact';
import { factText } from './factText';
import type { Feature } from './feature';
import { guarded } from './guard';
import { rangeOf } from './ranges';
import type { Session } from './session';

/** Facts at one place that are told about; more would fill the screen. */
const MAX_FACTS = 3;
/** These are bookkeeping of the linker; nobody thinks of them as things in the code. */
const SILENT_KINDS: ReadonlySet<Fact['kind']> = new Set(['file', 'test', 'secret-use', 'tracer']);

export const feature: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  start: (session) => {
    session.connection.onHover(
      guarded(session.log, 'Hover', (params: HoverParams) => hover(session, params), null),
    );
  },
};

function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const at = session.roots.locate(textDocument.uri);
  const analysis = at?.root.analysis;
  // Offsets of an older text would point at the wrong words.
  if (!at || !analysis || !at.root.isCurrent(at.path)) return null;
  const offset = analysis.lineTable(at.path)?.offsetAt(position);
  if (offset === undefined) return null;
  const facts = analysis.inventory.facts
    .filter(
      ({ place, kind }) => place.path === at.path && place.cell === undefined && !SILENT_KINDS.has(kind),
    )
    .filter(({ place }) => place.start <= offset && offset <= place.end);
  if (facts.length === 0) return null;
  const markdown = session.client.markdownHover;
  const input = { root: at.root, analysis, markdown };
  const texts = facts.slice(0, MAX_FACTS).map((fact) => factText(fact, input));
  return {
    contents: {
      kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: texts.join(markdown ? '\n\n---\n\n' : '\n\n'),
    },
    range: rangeOf(analysis, facts[0]!.place),
  };
}
