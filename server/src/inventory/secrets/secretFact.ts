// Hits to secret facts: ids that stay when lines move, and nothing of the value.
import type { FileRole } from '../../manifest/fileRoles';
import type { SecretFact } from '../facts/fact';
import type { SecretHit } from './scan';

export interface SecretOrigin {
  readonly path: string;
  readonly role: FileRole;
  /** Directory of the owning project, '' for the root. */
  readonly project: string;
  /** The notebook cell of an offset, if the file has cells. */
  readonly cellOf?: (offset: number) => number | undefined;
}

/** Facts of one file; equal names are numbered in source order. */
export function toSecretFacts(
  hits: readonly (SecretHit & { readonly where?: SecretFact['where'] })[],
  origin: SecretOrigin,
): SecretFact[] {
  const { path, role, project, cellOf } = origin;
  const seen = new Map<string, number>();
  return [...hits]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, format, title, tag, length, variable, where = 'literal' }) => {
      const name = `secret:${path}#${variable}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const cell = cellOf?.(start);
      const place = cell === undefined ? { path, start, end } : { path, start, end, cell };
      const id = count === 1 ? name : `${name}~${count}`;
      return { id, path, place, format, title, tag, length, role, project, variable, where };
    });
}
