// Calls between functions of the workspace, callbacks handed over, and calls that cannot be followed.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import { functionsOf, type LinkContext, siteKey } from '../context';
import type { CallEdge, OpenCall } from '../moduleFacts';
import { type Abstract, alternatives, rootOf, type Site } from '../resolve/abstract';
import { meaningsOf } from '../resolve/calls';
import { handedRuns } from './handedRuns';
import { createLoadedReader } from './loadedModules';

/** Methods of the languages' own strings, lists, maps, promises: calling them on anything has no effect worth following. */
const BUILTIN_METHODS = new Set(
  (
    'map filter forEach reduce reduceRight find findIndex findLast some every includes indexOf lastIndexOf join split slice splice push pop shift unshift concat flat flatMap sort reverse fill at keys values entries ' +
    'trim trimStart trimEnd toLowerCase toUpperCase startsWith endsWith replace replaceAll match matchAll test exec padStart padEnd charAt charCodeAt substring substr repeat toString toFixed toISOString toLocaleString ' +
    'getTime toDateString has get set add delete clear then catch finally bind call apply text json blob arrayBuffer getReader read cancel abort parse safeParse ' +
    'append extend insert remove index count copy update items setdefault popitem strip lstrip rstrip lower upper title capitalize startswith endswith format encode decode splitlines zfill isdigit isalpha ' +
    'model_dump model_dump_json dict strftime isoformat group groups search findall sub total_seconds timestamp'
  ).split(' '),
);

/** Members of a tool that run its body. Others (its schema, how its output looks to the model) do not. */
const RUNS =
  /^(execute|a?invoke|a?run|a?call|_call|_a?run|__call__|func|fn|coroutine|a?stream|a?batch|handler|on_invoke_tool|forward)$/;

export interface CollectedEdges {
  readonly edges: CallEdge[];
  readonly open: OpenCall[];
}

export function collectEdges(context: LinkContext): CollectedEdges {
  const edges: CallEdge[] = [];
  const open: OpenCall[] = [];
  // Functions that run later by someone else's hand: tools, routes, tests, subclasses' methods.
  const deferred = new Set<number>();
  for (const match of context.matches) {
    const { meaning } = match.known;
    if (
      meaning.tool ||
      meaning.tools ||
      meaning.route ||
      meaning.test ||
      meaning.middleware ||
      meaning.catches ||
      meaning.agent
    )
      deferred.add(match.site.call.id);
  }
  const loaded = createLoadedReader(context);
  for (const call of context.module.calls) {
    follow(context, call, edges, open, loaded);
    if (!deferred.has(call.id)) handOver(context, call, edges);
  }
  return { edges, open };
}

function follow(
  context: LinkContext,
  call: CallSite,
  edges: CallEdge[],
  open: OpenCall[],
  loaded: ReturnType<typeof createLoadedReader>,
): void {
  const site = context.evaluator.site(context.module, call);
  const from = context.functionKey(call.function);
  // A function that calls its own parameter runs what it is handed: that is an edge of whoever hands it over, not of everyone.
  if (callsParameter(context, call)) return;
  for (const callee of alternatives(context.evaluator.callee(site))) {
    if (callee.kind === 'function') {
      edges.push({ from, to: `${callee.module.path}#${callee.function}`, at: call.start, callback: false });
      // What a wrapper made (`safe = logged(send)`) runs what the wrapper was handed.
      const handed = callee.closure?.args ? handedRuns(context.evaluator, callee).functions : [];
      for (const to of functionsOf(handed)) edges.push({ from, to, at: call.start, callback: true });
    } else if (callee.kind === 'class') {
      const builder = callee.module.classes[callee.class]!.methods.find(
        (method) => method.name === 'constructor' || method.name === '__init__',
      );
      if (builder)
        edges.push({
          from,
          to: `${callee.module.path}#${builder.function}`,
          at: call.start,
          callback: false,
        });
    } else if (
      callee.kind === 'instance' &&
      callee.origin?.known.meaning.tool &&
      RUNS.test(callee.path.at(-1) ?? '')
    ) {
      // `search.execute(…)`, `search.invoke(…)`: the tool's own functions run; who they are is known where it is defined.
      edges.push({ from, to: siteKey(callee.origin.site), at: call.start, callback: false });
    } else {
      const loads = loaded(call, callee);
      if (loads) {
        const place = context.place(call.calleeSpan);
        open.push({ within: from, place, why: loads, external: false, loads: true });
        continue;
      }
      const why = openReason(context, site, callee);
      if (why)
        open.push({
          within: from,
          place: context.place(call.calleeSpan),
          why: why.text,
          external: why.external,
          ...(why.client ? { client: why.client } : {}),
        });
    }
  }
}

function callsParameter(context: LinkContext, call: CallSite): boolean {
  if (call.callee.kind !== 'reference') return false;
  const { names } = context.evaluator.program.scope(context.module);
  for (let fn = context.module.functions[call.function]; fn; fn = context.module.functions[fn.parent]) {
    const definitions = names[fn.id]?.get(call.callee.name);
    if (definitions) return definitions.some((definition) => definition.kind === 'parameter');
  }
  return false;
}

function openReason(
  context: LinkContext,
  site: Site,
  callee: Abstract,
): { text: string; external: boolean; client?: true } | undefined {
  const { call } = site;
  if (call.form === 'jsx') return undefined;
  const name =
    call.callee.kind === 'member'
      ? call.callee.property
      : call.callee.kind === 'reference'
        ? call.callee.name
        : '';
  if (call.callee.kind === 'member' && BUILTIN_METHODS.has(name)) return undefined;
  const { language } = context.module;
  const root = rootOf(callee);
  if (root.kind === 'symbol') {
    if (
      root.module === 'global' ||
      context.catalog.isPure(language, root.module) ||
      context.catalog.knowsModule(language, root.module)
    )
      return undefined;
    return { text: `what ${root.module} does is not known`, external: true };
  }
  if (callee.kind === 'instance') {
    const isListed = callee.path.length === 0 || meaningsOf(context.evaluator, callee, site).length > 0;
    if (isListed || !context.catalog.acts(language, callee.type)) return undefined;
    return { text: `what ${name} does is not known`, external: true, client: true };
  }
  if (callee.kind === 'parameter')
    return { text: `${name || 'it'} is handed over from outside`, external: false };
  if (callee.kind === 'unknown') return { text: callee.why, external: false };
  return undefined;
}

/** Functions among a call's arguments, directly or inside objects and lists, may run when it does. */
function handOver(context: LinkContext, call: CallSite, edges: CallEdge[]): void {
  const from = context.functionKey(call.function);
  const seen = new Set<string>();
  const add = (to: string): void => {
    if (to !== from && !seen.has(to)) edges.push({ from, to, at: call.start, callback: true });
    seen.add(to);
  };
  const inspect = (value: Value): void =>
    walkValue(value, (inner) => {
      if (inner.kind === 'function') add(context.functionKey(inner.function));
      if (inner.kind !== 'reference' && inner.kind !== 'member') return;
      const target = context.evaluator.evaluate(
        inner,
        context.evaluator.frame(context.module, call.function),
      );
      if (target.kind === 'function') add(`${target.module.path}#${target.function}`);
    });
  for (const argument of call.arguments) inspect(argument.value);
}
