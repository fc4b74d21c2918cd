// Hover over a model call, client, tool, agent or endpoint: what is known about it, and what decided it.
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { Analysis } from '../engine/analysis';
import type { Fact } from '../inventory/facts/fact';
import { contains, type Place } from '../text/span';
import { factText } from './factText';
import type { Feature } from './feature';
import { guarded } from './guard';
import { rangeOf } from './ranges';
import type { Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

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
  const found = factsAt(at.root, analysis, at.path, offset);
  if (!found) return null;
  const markdown = session.client.markdownHover;
  const titleOf = (pack: string) => at.root.engine?.titleOf?.(pack);
  const texts = found.facts
    .slice(0, MAX_FACTS)
    .map((fact) => factText(fact, { root: at.root, analysis, markdown, titleOf }));
  return {
    contents: {
      kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: texts.join(markdown ? '\n\n---\n\n' : '\n\n'),
    },
    range: rangeOf(analysis, found.place),
  };
}

interface FoundFacts {
  readonly facts: readonly Fact[];
  /** The word they are told about. */
  readonly place: Place;
}

/** Facts whose own place is hovered, else those that the word there stands for. */
function factsAt(
  root: WorkspaceRoot,
  analysis: Analysis,
  path: string,
  offset: number,
): FoundFacts | undefined {
  const told = analysis.inventory.facts.filter(
    ({ place, kind }) => place.cell === undefined && !SILENT_KINDS.has(kind),
  );
  const here = told.filter(
    ({ place }) => place.path === path && place.start <= offset && offset <= place.end,
  );
  if (here.length > 0) return { facts: here, place: here[0]!.place };
  const named = root.engine?.definitionsAt?.(path, offset);
  if (!named) return undefined;
  const facts = told.filter((fact) => named.places.some((place) => isDefinedAt(fact, place)));
  return facts.length === 0 ? undefined : { facts, place: { path, ...named.word } };
}

/** A tool written as an object stands at its name inside. */
function isDefinedAt({ kind, place }: Fact, definition: Place): boolean {
  if (place.path !== definition.path) return false;
  return place.start === definition.start || (kind === 'tool' && contains(definition, place));
}
