// Which attestations, waivers and gateways count today, and the diagnostics of those that do not.
import type { ManifestDiagnostic } from './diagnostic';
import { suggestion } from './faultText';
import { type Attestation, createManifest, type Gateway, type Manifest, type Waiver } from './manifest';

/** What a manifest can name. */
export interface KnownNames {
  /** Facets by item id. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  readonly rules: ReadonlySet<string>;
}

export interface ValidityOptions {
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly names: KnownNames;
  /** Whether a root-relative path exists; without it evidence is not looked for. */
  readonly exists?: (path: string) => boolean;
}

export interface Validity {
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly gateways: readonly Gateway[];
  readonly diagnostics: readonly ManifestDiagnostic[];
}

interface Dated {
  readonly on: string;
  readonly expires: string;
  readonly evidence?: string;
  readonly folder: string;
  readonly place: ManifestDiagnostic['place'];
}

/** Sorts out what counts. Diagnostics of form are included. */
export function validateManifest(manifest: Manifest, options: ValidityOptions): Validity {
  const diagnostics: ManifestDiagnostic[] = manifest.files.flatMap((file) => file.diagnostics);
  const report = (
    code: ManifestDiagnostic['code'],
    message: string,
    place: ManifestDiagnostic['place'],
  ): false => {
    diagnostics.push({ code, severity: code === 'unproved' ? 'warning' : 'error', message, place });
    return false;
  };
  const named = (entry: { item: string; facet?: string; place: ManifestDiagnostic['place'] }): boolean => {
    const facets = options.names.items.get(entry.item);
    if (!facets)
      return report(
        'invalid',
        `There is no item "${entry.item}".${suggestion(entry.item, [...options.names.items.keys()])}`,
        entry.place,
      );
    if (entry.facet !== undefined && !facets.includes(entry.facet))
      return report(
        'invalid',
        `${entry.item} has no facet "${entry.facet}"; it has ${facets.join(', ')}.`,
        entry.place,
      );
    return true;
  };
  const current = (entry: Dated): boolean => {
    const { on, expires, place } = entry;
    if (expires > addYear(on)) return report('invalid', 'It may hold for at most twelve months.', place);
    if (expires < on) return report('invalid', 'It expires before it begins.', place);
    if (on > options.today) return report('invalid', `It is dated ${on}, which is in the future.`, place);
    if (expires < options.today)
      return report('expired', `It expired on ${expires}. Check again and renew it.`, place);
    const missing = missingEvidence(entry, options.exists);
    if (missing) report('unproved', `Its evidence "${missing}" does not exist.`, place);
    return true;
  };
  for (const file of manifest.files)
    for (const [name, { place }] of Object.entries(file.severity))
      if (!options.names.items.has(name) && !options.names.rules.has(name))
        report(
          'invalid',
          `There is no item or rule "${name}".${suggestion(name, [...options.names.items.keys(), ...options.names.rules])}`,
          place,
        );
  const attestations = manifest.attestations.filter((entry) => named(entry) && current(entry));
  const waivers = manifest.waivers.filter((entry) => {
    if (!named(entry)) return false;
    if (entry.until === undefined || entry.until >= options.today) return true;
    return report(
      'expired',
      `It ended on ${entry.until}. Repair what it covers or decide again.`,
      entry.place,
    );
  });
  return { attestations, waivers, gateways: manifest.gateways.filter(current), diagnostics };
}

/** A manifest that says nothing. */
export const EMPTY_MANIFEST: Manifest = createManifest([]);

function missingEvidence(entry: Dated, exists: ValidityOptions['exists']): string | undefined {
  const { evidence, folder } = entry;
  if (!evidence || !exists || /^[a-z][a-z0-9+.-]*:/i.test(evidence)) return undefined;
  const path = evidence.split('#')[0] ?? evidence;
  return exists(folder === '' ? path : `${folder}/${path}`) ? undefined : evidence;
}

/** The same day a year later; 29 February becomes 1 March, as the calendar has it. */
function addYear(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
