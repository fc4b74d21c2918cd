// Tools that a package exports as finished values (`google_search`, `shell`): they are defined where they are imported, for nothing is called to make them.
import { type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { DefinitionKey, FactDraft } from '../moduleFacts';
import { type Abstract, placeOf } from '../resolve/abstract';
import type { KnownMeaning } from '../resolve/meaningSource';
import { toTool } from './tools';

type Exported = Extract<Abstract, { kind: 'symbol' }>;

export function collectReadyMadeTools(context: LinkContext): FactDraft[] {
  const { module, evaluator } = context;
  return module.imports.flatMap((binding) => {
    if (binding.typeOnly || binding.imported === '*' || binding.local === '') return [];
    if (evaluator.program.resolveImport(module, binding.module) !== 'outside') return [];
    const callee: Exported = {
      kind: 'symbol',
      module: binding.module,
      path: [binding.imported],
      at: placeOf(module, binding),
    };
    const known = meaningOf(context, callee);
    if (!known) return [];
    const site = { module, frame: evaluator.frame(module, binding.function), call: importAsCall(binding) };
    const match: Match = { site, known, form: 'value', callee };
    return [{ ...toTool(context, match), name: binding.imported, key: siteKey(site) }];
  });
}

/** The definition a symbol in a tools slot is of; undefined where no pack says that it is a tool. */
export function readyMadeKey(context: LinkContext, symbol: Exported): DefinitionKey | undefined {
  return meaningOf(context, symbol) ? `${symbol.at.path}@${symbol.at.start}` : undefined;
}

function meaningOf({ evaluator, module }: LinkContext, symbol: Exported): KnownMeaning | undefined {
  return evaluator.meanings
    .ofExport(module.language, symbol.at.path, symbol.module, symbol.path, 'value')
    .find(({ meaning }) => meaning.tool);
}

function importAsCall(binding: LinkContext['module']['imports'][number]): Match['site']['call'] {
  const span = { start: binding.start, end: binding.end };
  return {
    id: -1,
    form: 'call',
    callee: { kind: 'reference', name: binding.local, ...span },
    calleeSpan: span,
    argumentsSpan: span,
    arguments: [],
    awaited: false,
    function: binding.function,
    ...span,
  };
}
