// All manifests of an analysis together: what holds for a directory. The nearest upward wins per key; lists add up.
import type { Place } from '../text/span';
import { createGlobTest, liesIn } from './glob';
import type { ManifestFile, Placed } from './manifestFile';
import type { AgentEntry, AttestationEntry, GatewayEntry, SeverityOverride, WaiverEntry } from './schema';

/** An entry with the folder it speaks for. */
export type Attestation = Placed<AttestationEntry> & { readonly folder: string };
export type Waiver = Placed<WaiverEntry> & {
  readonly folder: string;
  readonly coversPath: (path: string) => boolean;
};
export type Gateway = Placed<GatewayEntry> & { readonly folder: string };

/** A `severity:` entry that holds somewhere. */
export interface Override {
  readonly level: SeverityOverride;
  readonly place: Place;
}

export interface Manifest {
  readonly files: readonly ManifestFile[];
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly gateways: readonly Gateway[];
  /** A number such as `budgets.toolsPerAgent` or `defaults.outputCap` for a directory. */
  number(directory: string, name: string): number | undefined;
  retention(directory: string): Readonly<Record<string, string>>;
  agent(directory: string, name: string): Placed<AgentEntry> | undefined;
  /** The override of a rule, else of its item, for a path; the nearest manifest that names either wins. */
  severity(path: string, rule: string, item: string): Override | undefined;
  /** The role a manifest gives to a file. */
  roleOf(path: string): string | undefined;
  isExcluded(path: string): boolean;
  /** Globs of own rules and SDKs with the folder they are relative to. */
  extensions(
    kind: 'rules' | 'sdks',
  ): readonly { readonly folder: string; readonly globs: readonly string[] }[];
}

/** Joins the manifests of one analysis. No file is a manifest that says nothing. */
export function createManifest(files: readonly ManifestFile[]): Manifest {
  const nearestFirst = [...files].sort((a, b) => depth(b.folder) - depth(a.folder));
  const above = (path: string): readonly ManifestFile[] =>
    nearestFirst.filter(({ folder }) => liesIn(path, folder));
  const first = <T>(path: string, pick: (file: ManifestFile) => T | undefined): T | undefined => {
    for (const file of above(path)) {
      const found = pick(file);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const roles = nearestFirst.flatMap((file) =>
    Object.entries(file.roles).map(([role, globs]) => ({ role, fits: createGlobTest(file.folder, globs) })),
  );
  const excluded = files.map((file) => createGlobTest(file.folder, file.exclude));
  return {
    files,
    attestations: files.flatMap((file) =>
      file.attestations.map((each) => ({ ...each, folder: file.folder })),
    ),
    waivers: files.flatMap((file) => file.waivers.map((each) => placedWaiver(each, file.folder))),
    gateways: files.flatMap((file) => (file.gateway ? [{ ...file.gateway, folder: file.folder }] : [])),
    number: (directory, name) => first(directory, (file) => file.numbers[name]),
    retention: (directory) =>
      Object.assign({}, ...[...above(directory)].reverse().map(({ retention }) => retention)),
    agent: (directory, name) => first(directory, (file) => own(file.agents, name)),
    severity: (path, rule, item) =>
      first(path, (file) => own(file.severity, rule) ?? own(file.severity, item)),
    roleOf: (path) => roles.find(({ fits }) => fits(path))?.role,
    isExcluded: (path) => excluded.some((fits) => fits(path)),
    extensions: (kind) =>
      files
        .filter((file) => file[kind].length > 0)
        .map((file) => ({ folder: file.folder, globs: file[kind] })),
  };
}

function placedWaiver(entry: Placed<WaiverEntry>, folder: string): Waiver {
  return { ...entry, folder, coversPath: entry.paths ? createGlobTest(folder, entry.paths) : () => true };
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
