// Items, findings and facts as the JSON reports give them. Shapes only; the reports put them together.
import type { Finding } from '../checklist/findings/finding';
import type { FacetResult, ItemResult, Readiness, Scope } from '../checklist/status/status';
import type { Attribute, AttributeWord, Fact, Inventory } from '../inventory/facts/fact';
import type { CheckJson, InventoryEntry } from './checkSchema';
import type { ReportOptions } from './report';
import { type Lines, toReportPlace } from './reportPlace';

type ItemJson = CheckJson['items'][number];
type FacetJson = ItemJson['facets'][number];

export function toReadinessJson(readiness: Readiness): CheckJson['readiness'] {
  const { ready, score, applicable, passing, attested, failing, missing, unknown } = readiness;
  const { waived, notApplicable, notChecked } = readiness;
  const left = { waived, notApplicable, notChecked };
  return { ready, score, applicable, passing, attested, failing, missing, unknown, ...left };
}

export function toItemJson(item: ItemResult, lines: Lines): ItemJson {
  const { id, title, category, status, subjects, waiver, attestation } = item;
  return {
    id,
    title,
    category,
    status,
    facets: item.facets.map((facet) => toFacetJson(facet, lines)),
    subjects,
    findings: [...item.findings],
    waiver: waiver && {
      reason: waiver.reason,
      owner: waiver.owner,
      until: waiver.until,
      place: toReportPlace(waiver.place, lines),
    },
    attestation: attestation && {
      by: attestation.by,
      on: attestation.on,
      expires: attestation.expires,
      evidence: attestation.evidence,
      place: toReportPlace(attestation.place, lines),
    },
  };
}

function toFacetJson(facet: FacetResult, lines: Lines): FacetJson {
  const { id, state, met, unset, unknown, evidence, evidenceTotal, note } = facet;
  const places = evidence.map((place) => toReportPlace(place, lines));
  return { id, state, met, unset, unknown, evidence: places, evidenceTotal, note };
}

export function toScopeJson(scope: Scope, lines: Lines): CheckJson['scopes'][number] {
  const { id, kind, path, name, readiness, items } = scope;
  return {
    id,
    kind,
    path,
    name,
    readiness: toReadinessJson(readiness),
    items: items.map((item) => ({
      id: item.id,
      status: item.status,
      facets: item.facets.map((facet) => toFacetJson(facet, lines)),
    })),
  };
}

export function toFindingJson(
  finding: Finding,
  lines: Lines,
  fixesOf: ReportOptions['fixesOf'],
): CheckJson['findings'][number] {
  const { fingerprint, rule, item, facet, severity, message, subject, suppressed, answered } = finding;
  return {
    fingerprint,
    rule,
    item,
    facet,
    severity,
    message,
    place: toReportPlace(finding.place, lines),
    related: finding.related.map((place) => toReportPlace(place, lines)),
    subject,
    subjects: [...finding.subjects],
    fixes: (fixesOf?.(finding) ?? []).map(({ id, title, safety }) => ({ id, title, safety })),
    suppressed: suppressed && {
      by: suppressed.by,
      place: suppressed.place && toReportPlace(suppressed.place, lines),
      until: suppressed.until,
    },
    answered: answered && {
      place: toReportPlace(answered.place, lines),
      by: answered.by,
      expires: answered.expires,
    },
  };
}

export function toFilesJson(
  { scanned, parsed, skipped, partial }: Inventory['files'],
  lines: Lines,
): CheckJson['files'] {
  return {
    scanned,
    parsed,
    skipped: skipped.map(({ path, why }) => ({ path, why })),
    partial: partial.map(({ path, why, place }) => ({
      path,
      why,
      line: place && toReportPlace(place, lines).line,
    })),
  };
}

export function toInventoryEntry(fact: Fact, lines: Lines): InventoryEntry {
  const { id, kind, name, role } = fact;
  const entries = Object.entries(fact.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id,
    kind,
    name,
    role,
    place: toReportPlace(fact.place, lines),
    attributes: Object.fromEntries([
      ...sdkEntry(fact),
      ...entries.map(([key, attribute]) => [key, toAttributeJson(attribute, lines)] as const),
    ]),
  };
}

/** The SDK stands beside the attributes of a fact; to a reader it is one of them. */
function sdkEntry({ sdk, attributes }: Fact): [string, InventoryEntry['attributes'][string]][] {
  return sdk === undefined || attributes.sdk ? [] : [['sdk', { value: sdk, because: '' }]];
}

function toAttributeJson(attribute: Attribute, lines: Lines): InventoryEntry['attributes'][string] {
  const { value, effective, because = '', place } = attribute;
  return { value: toWord(value), effective, because, place: place && toReportPlace(place, lines) };
}

function toWord(value: AttributeWord): string | number | boolean | string[] {
  return typeof value === 'object' ? [...value] : value;
}
