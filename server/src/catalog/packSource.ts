// One pack file: text to a validated pack, with what it needs to place later faults. No cross-pack checks.
import { type Pack, packSchema } from './pack';
import { type SourceError, YamlSource } from './yamlSource';

export interface PackSource {
  readonly path: string;
  readonly pack: Pack;
  /** An error at the place under these keys. */
  errorAt(keys: readonly PropertyKey[], message: string): SourceError;
}

/** Reads one pack. Either a source or at least one error. */
export function parsePack(
  path: string,
  text: string,
): { readonly source?: PackSource; readonly errors: readonly SourceError[] } {
  const yaml = YamlSource.parse(path, text);
  const { value: pack, errors } = yaml.validate(packSchema);
  if (!pack) return { errors };
  return { source: { path, pack, errorAt: (keys, message) => yaml.errorAt(keys, message) }, errors };
}
