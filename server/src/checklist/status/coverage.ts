// Which attestations and waivers cover a subject or a facet. Matching only; what follows from it is decided elsewhere.
import type { Fact, Inventory } from '../../inventory/facts/fact';
import { GATEWAY_CLAIMS } from '../../manifest/gateway';
import { liesIn } from '../../manifest/glob';
import type { Attestation, Gateway, Manifest, Waiver } from '../../manifest/manifest';
import type { Validity } from '../../manifest/validity';
import type { Place } from '../../text/span';
import { reachOf } from './membership';

/** What a cover is asked about. */
export interface CoveredSubject {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
}

/** An attestation or a gateway that answers. */
export type Answering = Attestation | Gateway;

/** A waiver of the manifest, or `off` under severity, which has no date and nobody's name. */
export interface WaiverCover {
  readonly reason: string;
  readonly owner: string;
  readonly until?: string;
  readonly place: Place;
  readonly by: 'waiver' | 'severity';
  readonly entry?: Waiver;
}

export interface Coverage {
  /** The attestation that covers one subject of a facet, judged in an app. */
  attestationOf(item: string, facet: string, subject: CoveredSubject, app: string): Answering | undefined;
  /** The attestation that covers a whole facet in an app. */
  attestationOfFacet(item: string, facet: string, app: string): Answering | undefined;
  waiverOf(item: string, facet: string, subject: CoveredSubject, app: string): WaiverCover | undefined;
  /** The waiver of a whole facet: one without paths and subjects. */
  waiverOfFacet(item: string, facet: string, app: string): WaiverCover | undefined;
  /** The `off` of a rule, for a subject's path. */
  ruleOff(rule: string, item: string, path: string): WaiverCover | undefined;
  /** True if an attestation names the facet in an app, whether it counts or not. */
  isNamed(item: string, facet: string, app: string): boolean;
}

export function createCoverage(inventory: Inventory, manifest: Manifest, validity: Validity): Coverage {
  const behind = gatewaySubjects(inventory, validity.gateways);
  const gatewayFor = (
    item: string,
    facet: string,
    holds: (gateway: Gateway) => boolean,
  ): Gateway | undefined =>
    validity.gateways.find((gateway) => claims(gateway, item, facet) && holds(gateway));
  const ruleOff = (rule: string, item: string, path: string): WaiverCover | undefined => {
    const override = manifest.severity(path, rule, item);
    return override?.level === 'off'
      ? { reason: `${rule} is switched off`, owner: '', place: override.place, by: 'severity' }
      : undefined;
  };
  const off = (item: string, path: string): WaiverCover | undefined => ruleOff(item, item, path);
  const speaksFor = (entry: { folder: string }, app: string, path: string): boolean =>
    liesIn(app, entry.folder) || liesIn(path, entry.folder);
  return {
    attestationOf: (item, facet, subject, app) =>
      validity.attestations.find(
        (entry) =>
          names(entry, item, facet) &&
          speaksFor(entry, app, subject.place.path) &&
          (!entry.subjects || entry.subjects.includes(subject.id) || entry.subjects.includes(subject.name)),
      ) ?? gatewayFor(item, facet, (gateway) => behind(gateway).has(subject.id)),
    attestationOfFacet: (item, facet, app) =>
      validity.attestations.find(
        (entry) => names(entry, item, facet) && !entry.subjects && liesIn(app, entry.folder),
      ) ?? gatewayFor(item, facet, (gateway) => behind(gateway).size > 0 && liesIn(app, gateway.folder)),
    waiverOf: (item, facet, subject, app) => {
      const entry = validity.waivers.find(
        (each) =>
          names(each, item, facet) &&
          speaksFor(each, app, subject.place.path) &&
          each.coversPath(subject.place.path) &&
          (!each.subjects || each.subjects.includes(subject.id) || each.subjects.includes(subject.name)),
      );
      return entry ? toCover(entry) : off(item, subject.place.path);
    },
    waiverOfFacet: (item, facet, app) => {
      const entry = validity.waivers.find(
        (each) => names(each, item, facet) && !each.paths && !each.subjects && liesIn(app, each.folder),
      );
      return entry ? toCover(entry) : off(item, app);
    },
    ruleOff,
    isNamed: (item, facet, app) =>
      manifest.attestations.some(
        (entry) => entry.item === item && entry.facet === facet && liesIn(app, entry.folder),
      ),
  };
}

function names(entry: { item: string; facet?: string }, item: string, facet: string): boolean {
  return entry.item === item && (entry.facet === undefined || entry.facet === facet);
}

function claims(gateway: Gateway, item: string, facet: string): boolean {
  return gateway.provides.some((power) =>
    GATEWAY_CLAIMS[power].some((claim) => claim.item === item && claim.facet === facet),
  );
}

function toCover(entry: Waiver): WaiverCover {
  const { reason, owner, until, place } = entry;
  return { reason, owner, until, place, by: 'waiver', entry };
}

/** The subjects behind a gateway: model-calls whose client reads its variable, and agents all of whose calls do. */
function gatewaySubjects(
  inventory: Inventory,
  gateways: readonly Gateway[],
): (gateway: Gateway) => ReadonlySet<string> {
  const facts = new Map(inventory.facts.map((fact) => [fact.id, fact]));
  const sets = new Map(gateways.map((gateway) => [gateway, subjectsBehind(gateway, facts)]));
  return (gateway) => sets.get(gateway) ?? new Set();
}

function subjectsBehind(gateway: Gateway, facts: ReadonlyMap<string, Fact>): ReadonlySet<string> {
  const reads = (fact: Fact): boolean =>
    fact.attributes.baseUrl?.value === 'env' && fact.attributes.baseUrl.effective === gateway.baseUrlEnv;
  const behind = new Set<string>();
  for (const fact of facts.values()) {
    if (!liesIn(fact.place.path, gateway.folder)) continue;
    if (fact.kind === 'model-call' && reads(fact)) behind.add(fact.id);
    if (fact.kind !== 'agent') continue;
    const calls = [...reachOf(fact, facts)]
      .flatMap((id) => facts.get(id) ?? [])
      .filter(({ kind }) => kind === 'model-call');
    if (calls.length > 0 && calls.every(reads)) behind.add(fact.id);
  }
  return behind;
}
