// What configuration and the set of files say about the code: manifests, projects, how imports resolve. Made anew when one of them changes.
import { ModuleResolver } from '../inventory/linking/resolve/moduleResolver';
import { type ResolverInputs, resolverInputs } from '../inventory/selection/resolverInputs';
import { createManifest, type Manifest } from '../manifest/manifest';
import type { FileStore } from './fileStore';
import { ProjectIndex } from './projectIndex';

export interface Structure {
  readonly manifest: Manifest;
  readonly projects: ProjectIndex;
  readonly resolver: ModuleResolver;
  readonly inputs: ResolverInputs;
  /** Sorted paths of all code files. */
  readonly code: readonly string[];
}

/** Reads the structure off the files that are in the store. */
export function createStructure(store: FileStore): Structure {
  const configs = store.configs();
  const manifest = createManifest(store.values().flatMap((stored) => stored.manifest ?? []));
  const inputs = resolverInputs(configs);
  const code = store.scans().map((scan) => scan.path);
  const known = new Set(code);
  const resolver = new ModuleResolver((path) => known.has(path), inputs.mappings, inputs.packages);
  const projects = ProjectIndex.of(configs, code, manifest, (path) => store.get(path)?.generated ?? false);
  return { manifest, projects, resolver, inputs, code };
}

/** True if modules link to the same facts under both: imports mean the same files, packages have the same versions. */
export function linksAlike(before: Structure, after: Structure): boolean {
  return (
    sameList(before.code, after.code) &&
    JSON.stringify(before.inputs.mappings) === JSON.stringify(after.inputs.mappings) &&
    JSON.stringify([...before.inputs.packages]) === JSON.stringify([...after.inputs.packages]) &&
    before.projects.answersAlike(after.projects)
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
