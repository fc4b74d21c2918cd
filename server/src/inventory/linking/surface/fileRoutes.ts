// Routes that follow from where a file lies and what it exports, and server actions.
import { qualifyType } from '../../../catalog/names';
import type { ExportBinding, FunctionSummary } from '../../../languages/summary/module';
import type { LinkContext } from '../context';
import type { RouteFact } from '../moduleFacts';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { toEndpointDraft } from './endpointDraft';
import { fitGlobs, readName, routeOfFile } from './fileGlob';
import { answers, toHandler } from './handlers';
import type { HintBook } from './hints';
import { handlerKey } from './routes';
import { memberAt } from './slotReads';

type FileRoute = ReturnType<LinkContext['catalog']['fileRoutes']>[number];

export function collectFileRoutes(context: LinkContext, book: HintBook): RouteFact[] {
  const { module } = context;
  return context.catalog.fileRoutes(module.language).flatMap((rule) => {
    const fit = fitGlobs(module.path, rule.files);
    if (!fit) return [];
    // A worker answers every path.
    const read = rule.base.length === 0 ? '/*' : routeOfFile(fit.inner, rule.base, rule.dropFile);
    const { route, method } = readName(read, rule.names);
    const named = method === undefined ? rule : { ...rule, method };
    return rule.handlers
      .flatMap((name) => handlerNames(context, name))
      .flatMap((name) => toFileRoute(context, named, name, route, book) ?? []);
  });
}

/** `actions.*`: the names in an object that is exported. */
function handlerNames({ module, evaluator }: LinkContext, name: string): string[] {
  if (!name.endsWith('.*')) return [name];
  const base = name.slice(0, -2);
  const exported = evaluator.exportOf(module, base);
  return (exported ? alternatives(exported) : []).flatMap((one) =>
    one.kind === 'object'
      ? one.value.entries.flatMap((entry) => (entry.kind === 'property' ? [`${base}.${entry.key}`] : []))
      : [],
  );
}

function toFileRoute(
  context: LinkContext,
  rule: FileRoute,
  handlerName: string,
  route: string,
  book: HintBook,
): RouteFact | undefined {
  const { module, evaluator } = context;
  const [name, ...path] = handlerName.split('.') as [string, ...string[]];
  const binding = module.exports.find((one) => one.name === name);
  const exported = binding && evaluator.exportOf(module, name);
  if (!binding || !exported) return undefined;
  const values = path.length === 0 ? alternatives(exported) : memberAt(evaluator, exported, path);
  const value = values.find((one) => answers(context, one));
  if (rule.made !== undefined && !values.some((one) => isMade(one, rule.made, rule.pack))) return undefined;
  // A name that is exported answers even where its function cannot be followed; a member has to be there.
  if (!value && (path.length > 0 || values.every(isApp))) return undefined;
  const member = path.at(-1);
  const place = placeOf(module, nameSpan(context, binding, value, member));
  const handler = value && toHandler(context, value, place, book, rule.parameters);
  const method =
    rule.method === 'ALL' || rule.method === undefined ? (rule.method ? '*' : name) : rule.method;
  const draft = toEndpointDraft({
    key: `${module.path}@${binding.start}${member === undefined ? '' : `*${member.replace(/\W/g, '_')}`}`,
    within: context.functionKey(0),
    place,
    framework: rule.pack,
    form: path.length > 0 ? 'function' : 'route',
    method,
    route,
    handler: handler && handlerKey(handler),
  });
  return {
    draft,
    method,
    path: route,
    at: binding.start,
    before: handler?.before ?? [],
    handler: draft.runs[0],
  };
}

/** True for what a call of a pack made: an object of one of its types. */
export function isMade(value: Abstract, type: string | undefined, pack: string): boolean {
  return type === undefined || (value.kind === 'instance' && value.type === qualifyType(type, pack));
}

/** `export const GET = handle(app)`: the app's own routes answer. */
function isApp(value: Abstract): boolean {
  return (
    value.kind === 'constant' || (value.kind === 'instance' && value.origin?.known.meaning.app !== undefined)
  );
}

function nameSpan(
  context: LinkContext,
  binding: ExportBinding,
  value: Abstract | undefined,
  member: string | undefined,
): { start: number; end: number } {
  const own =
    value?.kind === 'function' && value.module === context.module
      ? value.module.functions[value.function]
      : undefined;
  // Of several functions in one object each is meant by itself.
  if (own?.nameSpan && member !== undefined && own.name === member) return own.nameSpan;
  return own?.nameSpan && binding.name === 'default'
    ? own.nameSpan
    : own?.nameSpan && own.name === binding.name
      ? own.nameSpan
      : binding;
}

/** Exported functions of a "use server" module and functions with that directive of their own. */
export function collectServerActions(context: LinkContext, book: HintBook): RouteFact[] {
  const { module } = context;
  const [framework] = context.catalog.serverActions(module.language);
  if (framework === undefined) return [];
  const found = new Map<number, FunctionSummary>();
  for (const fn of module.functions.slice(1)) if (fn.directives.includes('use server')) found.set(fn.id, fn);
  if (module.directives.includes('use server')) {
    for (const binding of module.exports) {
      const values = binding.from
        ? []
        : alternatives(
            context.evaluator.exportOf(module, binding.name) ?? {
              kind: 'constant',
              value: null,
              at: placeOf(module, binding),
            },
          );
      for (const value of values)
        if (value.kind === 'function' && value.module === module)
          found.set(value.function, module.functions[value.function]!);
    }
  }
  return [...found.values()].map((fn) => toAction(context, fn, framework, book));
}

function toAction(context: LinkContext, fn: FunctionSummary, framework: string, book: HintBook): RouteFact {
  const { module } = context;
  const place = placeOf(module, fn.nameSpan ?? { start: fn.start, end: Math.min(fn.end, fn.start + 1) });
  const value: Abstract = { kind: 'function', module, function: fn.id, at: place };
  const handler = toHandler(context, value, place, book, undefined);
  const draft = toEndpointDraft({
    key: context.functionKey(fn.id),
    within: context.functionKey(Math.max(0, fn.parent)),
    place,
    framework,
    form: 'server-action',
    method: 'POST',
    name: fn.name || 'server action',
    handler: context.functionKey(fn.id),
  });
  return {
    draft,
    method: 'POST',
    path: '',
    at: fn.start,
    before: handler?.before ?? [],
    handler: context.functionKey(fn.id),
  };
}
