// Which tracer is connected in the process that runs a subject, and whether it sees the subject.
import type { Attribute } from '../../facts/fact';
import type { FactDraft, ModuleFacts, TracerSite } from '../moduleFacts';
import type { FactGraph } from './factGraph';
import { spanAround } from './ownSpans';

/** Files that a runtime or framework loads by itself before anything else. */
const PRELOADED =
  /(^|\/)(instrumentation|instrument|tracing|telemetry|otel|opentelemetry)\.(node\.)?[mc]?[jt]s$/;

/** What decides tracing outside of code: an environment switch with or without a value. */
export interface TracingSwitch {
  readonly variable: string;
  /** `set`: an env file, compose file or workload gives it a value; `named`: the project names it only. */
  readonly state: 'set' | 'named';
  readonly sees: readonly string[];
  readonly place: FactDraft['place'];
}

export interface TracingInput {
  readonly graph: FactGraph;
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  /** Switches per project directory. */
  switches(): ReadonlyMap<string, readonly TracingSwitch[]>;
  /** Whether files of a project give a variable of the environment a value; absent: nobody can say. */
  isSet?(project: string, variable: string): boolean;
  projectOf(path: string): string;
  /** True for an SDK whose instrumentation shows its tools too, not its requests only. */
  showsTools(sdk: string): boolean;
  /** True where it is known which tracers see an SDK. */
  tellsTracing(sdk: string): boolean;
  isProduct(path: string): boolean;
}

/** The tracers at work in the processes of each project. */
export function tracersByProject(input: TracingInput): ReadonlyMap<string, readonly TracerSite[]> {
  const byProject = new Map<string, TracerSite[]>();
  const importedBy = importers(input.modules);
  for (const module of input.modules.values()) {
    for (const tracer of module.tracers) {
      if (!input.isProduct(module.path)) continue;
      for (const project of projectsLoading(input, importedBy, module.path)) {
        const list = byProject.get(project);
        if (list) list.push(tracer);
        else byProject.set(project, [tracer]);
      }
    }
  }
  return byProject;
}

/** Projects in whose processes a module runs: its own, and those of modules that import it. */
function projectsLoading(
  input: TracingInput,
  importedBy: ReadonlyMap<string, readonly string[]>,
  path: string,
): Set<string> {
  const projects = new Set<string>();
  const seen = new Set<string>();
  const queue = [path];
  while (queue.length > 0) {
    const next = queue.pop()!;
    if (seen.has(next)) continue;
    seen.add(next);
    projects.add(input.projectOf(next));
    queue.push(...(importedBy.get(next) ?? []));
  }
  return projects;
}

function importers(modules: ReadonlyMap<string, ModuleFacts>): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const module of modules.values()) {
    for (const imported of module.imports) {
      const list = result.get(imported);
      if (list) list.push(module.path);
      else result.set(imported, [module.path]);
    }
  }
  return result;
}

/** The attributes connected and traced of a model-call, tool or agent. */
export function tracingOf(
  input: TracingInput,
  tracers: ReadonlyMap<string, readonly TracerSite[]>,
  asFound: FactDraft,
): Record<string, Attribute> {
  const project = input.projectOf(asFound.place.path);
  const here = (tracers.get(project) ?? []).filter((tracer) => isLoaded(input, tracer));
  const draft = afterSwitch(asFound, here);
  const active = here.filter((tracer) => !tracer.off);
  const sure = active.filter(
    ({ only }) => !only || only.variables.some((one) => input.isSet?.(project, one)),
  );
  const exporting = exportingOf(sure, draft);
  const switches = input.switches().get(project) ?? [];
  const set = switches.filter((one) => one.state === 'set');
  const own = draft.attributes.telemetry;
  // Some SDKs trace by themselves unless they are told not to.
  const connected: Attribute =
    own?.value === 'default'
      ? { value: true, place: draft.place, because: own.because }
      : unlessDecided(connectedOf(exporting, set, switches, here), exportingOf(active, draft)[0]);
  const seen = tracedOf(draft, sure, exporting, set, connected);
  const perhaps =
    seen.value === false && sure.length < active.length
      ? tracedOf(draft, active, exportingOf(active, draft), set, connected)
      : seen;
  const maybe = perhaps.value === true ? active.find(({ only }) => only) : undefined;
  const traced = unlessUntold(
    input,
    draft,
    connected,
    seen.value === false ? unlessDecided(seen, maybe) : seen,
  );
  const open = draft.kind === 'tool' && traced.value === 'unknown' && connected.value === true;
  const span = open ? spanAround(input.graph, draft, input.isProduct) : undefined;
  if (!span) return { connected, traced };
  return { connected, traced: { value: true, place: span, because: 'the loop that runs it opens a span' } };
}

function exportingOf(tracers: readonly TracerSite[], draft: FactDraft): TracerSite[] {
  return tracers.filter(
    (tracer) =>
      tracer.exports &&
      (tracer.covers === undefined
        ? !tracer.handed || tracer.sees.includes(draft.sdk ?? '')
        : coversDraft(tracer, draft)),
  );
}

/** Where only the environment decides whether a tracer is initialised, it is not known what it changes. */
function unlessDecided(attribute: Attribute, tracer: TracerSite | undefined): Attribute {
  if (attribute.value !== false || !tracer?.only) return attribute;
  const why = `${tracer.title} is initialised only if ${tracer.only.when}`;
  return { value: 'unknown', because: why, blockers: [{ why, place: tracer.only.place }] };
}

/** An SDK that traces by itself does so until it is told not to, once for the whole process. */
function afterSwitch(draft: FactDraft, here: readonly TracerSite[]): FactDraft {
  const off = here.filter((one) => one.off && one.covers === undefined && one.product === draft.sdk);
  const [first] = off;
  if (draft.attributes.telemetry?.value !== 'default' || !first) return draft;
  const { place } = first;
  const why = 'whether tracing is switched off is decided at run time';
  const telemetry: Attribute = off.every((one) => one.partly)
    ? { value: 'unknown', because: why, blockers: [{ why, place }] }
    : { value: false, because: 'set here', place };
  return { ...draft, attributes: { ...draft.attributes, telemetry } };
}

/** A tracer is at work, and nobody says whether it sees this SDK. */
function unlessUntold(
  input: TracingInput,
  { sdk, place, attributes }: FactDraft,
  connected: Attribute,
  traced: Attribute,
): Attribute {
  if (traced.value !== false || connected.value !== true || attributes.telemetry?.value === false)
    return traced;
  if (sdk === undefined || input.tellsTracing(sdk)) return traced;
  const why = 'whether the tracer sees this SDK is not known';
  return { value: 'unknown', because: why, blockers: [{ why, place }] };
}

/** A tracer module counts where something imports it, it is an entry itself, or the runtime loads it by name. */
function isLoaded(input: TracingInput, tracer: TracerSite): boolean {
  const { path } = tracer.place;
  if (tracer.covers !== undefined || PRELOADED.test(path)) return true;
  for (const module of input.modules.values()) if (module.imports.includes(path)) return true;
  return (
    (input.modules.get(path)?.surface.servers.length ?? 0) > 0 ||
    input.graph.drafts.some((draft) => draft.place.path === path)
  );
}

function connectedOf(
  exporting: readonly TracerSite[],
  set: readonly TracingSwitch[],
  switches: readonly TracingSwitch[],
  all: readonly TracerSite[],
): Attribute {
  const [tracer] = exporting;
  if (tracer) return { value: true, place: tracer.place, because: `${tracer.product} is initialised` };
  const [on] = set;
  if (on) return { value: true, place: on.place, because: `${on.variable} switches tracing on` };
  const [named] = switches;
  if (named)
    return {
      value: 'unknown',
      because: `${named.variable} decides at run time`,
      blockers: [{ why: `only ${named.variable} in the environment decides`, place: named.place }],
    };
  const off = all.find((one) => one.off);
  return {
    value: false,
    because: off ? 'tracing is switched off' : 'no tracer is initialised',
    place: off?.place,
  };
}

function coversDraft(tracer: TracerSite, draft: FactDraft): boolean {
  const keys = [draft.key, draft.within, ...draft.runs, ...(draft.refers.client ?? [])];
  return tracer.covers?.some((cover) => keys.includes(cover)) ?? false;
}

/** Whether what tracers wrap stands on each way the call may go. */
function coversAllWays(tracers: readonly TracerSite[], draft: FactDraft): boolean {
  const sure = tracers.filter((tracer) => !tracer.partly);
  const around = [draft.key, draft.within, ...draft.runs];
  const covered = new Set(sure.flatMap((tracer) => tracer.covers ?? []));
  if (!draft.ways || around.some((key) => covered.has(key))) return sure.length > 0;
  return draft.ways.every((way) => way.some((key) => covered.has(key)));
}

function tracedOf(
  draft: FactDraft,
  active: readonly TracerSite[],
  exporting: readonly TracerSite[],
  set: readonly TracingSwitch[],
  connected: Attribute,
): Attribute {
  const { sdk } = draft;
  const sees = (list: readonly string[]): boolean =>
    sdk !== undefined && (list.includes('*') || list.includes(sdk));
  const own = draft.attributes.telemetry;
  const definitions = own?.definitions ?? [{ ...draft.place, role: 'call' as const }];
  const receiving = exporting.length > 0 || set.length > 0;
  if (own?.value === 'default') return { value: true, place: draft.place, because: own.because };
  if (own?.value === true && receiving)
    return { value: true, place: own.place, because: 'telemetry is switched on' };
  const optsOut = own?.value === false && own.because === 'set here';
  // A span around the function a request stands in does not show the request.
  const spans = (tracer: TracerSite): boolean => draft.kind !== 'model-call' || sees(tracer.sees);
  const wrapping = active.filter((tracer) => coversDraft(tracer, draft) && spans(tracer));
  const whole = active.find((tracer) => tracer.covers === undefined && sees(tracer.sees));
  const covering = coversAllWays(wrapping, draft) ? wrapping.find((tracer) => !tracer.partly) : whole;
  if (covering && (covering.exports || receiving) && !optsOut && needsNoSwitch(own))
    return { value: true, place: covering.place, because: `seen by ${covering.title}` };
  const byEnvironment = set.find((one) => sees(one.sees));
  if (byEnvironment && !optsOut)
    return {
      value: true,
      place: byEnvironment.place,
      because: `${byEnvironment.variable} switches tracing on`,
    };
  const [perhaps] = wrapping;
  if (perhaps && !optsOut && needsNoSwitch(own)) {
    const why = `${perhaps.title} sees it on some paths only`;
    return { value: 'unknown', because: why, blockers: [{ why, place: perhaps.place }] };
  }
  if (own?.value === 'unknown' || connected.value === 'unknown') {
    return {
      value: 'unknown',
      because: own?.value === 'unknown' ? (own.because ?? '') : connected.because,
      blockers: own?.blockers ?? connected.blockers,
    };
  }
  if (connected.value === true && draft.kind === 'tool' && needsNoSwitch(own)) {
    const why = 'its own code runs this tool, and whether that opens a span cannot be followed';
    return { value: 'unknown', because: why, blockers: [{ why, place: draft.place }] };
  }
  return {
    value: false,
    because: connected.value === true ? 'the tracer does not see it' : 'no tracer is connected',
    definitions,
  };
}

/** An SDK that must be switched on per call is not seen by a tracer of the process alone; one that registers once is. */
function needsNoSwitch(own: Attribute | undefined): boolean {
  return own === undefined || own.value === 'none' || own.value === 'registered' || own.value === true;
}
