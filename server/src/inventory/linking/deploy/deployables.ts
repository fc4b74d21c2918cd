// Deployables that config files describe: compose services, Kubernetes workloads, functions; with what runs in them and how far they are walled in.
import type { ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import type { Attribute, Fact } from '../../facts/fact';
import { type FactPlacing, toFacts } from '../connect/toFacts';
import type { FactDraft, ModuleFacts } from '../moduleFacts';
import { awsFunctions } from './awsFunctions';
import { composeServices } from './composeServices';
import type { Deployment } from './deployment';
import { kubernetesWorkloads } from './kubernetesWorkloads';
import { type Started, type StartInput, startedBy } from './startedModules';

export interface DeployInput extends FactPlacing, StartInput {
  readonly facts: ReadonlyMap<string, ModuleFacts>;
}

const AGENTS = new Set<FactDraft['kind']>(['model-call', 'agent']);

/** What all config files deploy. Knows no code yet, so it holds until a config file changes. */
export function deploymentsIn(configs: readonly ConfigSummary[]): readonly Deployment[] {
  return [
    ...configs.flatMap((config) => [...composeServices(config), ...awsFunctions(config)]),
    ...kubernetesWorkloads(configs),
  ];
}

/** The facts of deployments that run code of this workspace. Where it cannot be told which code, only one with a switch is of interest. */
export function deployableFacts(input: DeployInput, deployments: readonly Deployment[]): readonly Fact[] {
  if (deployments.length === 0) return [];
  const started = startedBy(input, deployments);
  const holding = new Set(
    [...input.facts.values()]
      .filter(({ path, drafts }) => input.roleOf(path) === 'product' && drafts.some(isAgent))
      .map(({ path }) => path),
  );
  const drafts: FactDraft[] = [];
  const projects = new Map<string, string>();
  for (const [deployment, start] of started) {
    const reaches = start.modules && reachesOne(input.facts, start.modules, holding);
    const isSwitched = deployment.privileged.length + deployment.iamWildcard.length > 0;
    if (reaches === undefined && !isSwitched) continue;
    const { place } = deployment;
    projects.set(`${place.path}@${place.start}`, start.project);
    drafts.push(toDraft(deployment, start, reaches));
  }
  return toFacts(
    drafts.map((draft) => ({ draft, attributes: draft.attributes, guards: [], links: {} })),
    input,
  ).map((fact) => ({
    ...fact,
    // A manifest lies anywhere; what it runs is the code of one project.
    project: projects.get(`${fact.place.path}@${fact.place.start}`) ?? fact.project,
  }));
}

function isAgent({ kind }: FactDraft): boolean {
  return AGENTS.has(kind);
}

/** Whether a module with an agent is imported from one of these, however far away. */
function reachesOne(
  facts: ReadonlyMap<string, ModuleFacts>,
  starts: readonly string[],
  holding: ReadonlySet<string>,
): boolean {
  const seen = new Set(starts);
  // A set visits what is added while it is walked.
  for (const path of seen) {
    if (holding.has(path)) return true;
    for (const imported of facts.get(path)?.imports ?? []) seen.add(imported);
  }
  return false;
}

function toDraft(deployment: Deployment, { project }: Started, reaches: boolean | undefined): FactDraft {
  const { form, name, place } = deployment;
  const why = 'which part of the code it starts cannot be followed';
  return {
    kind: 'deployable',
    name,
    place,
    key: `${place.path}@${place.start}*deployable`,
    within: `${place.path}#0`,
    attributes: {
      form: { value: form },
      reachesModel:
        reaches === undefined
          ? { value: 'unknown', because: why, blockers: [{ why, place }] }
          : { value: reaches, because: `it runs ${project === '' ? 'the project at the root' : project}` },
      privileged: switchOf(deployment.privileged),
      iamWildcard: switchOf(deployment.iamWildcard),
    },
    argumentPlaces: {},
    runs: [],
    refers: {},
    guards: [],
  };
}

function switchOf(places: readonly Place[]): Attribute {
  const [place] = places;
  return place ? { value: true, place, places } : { value: false };
}
