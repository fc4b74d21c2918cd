// Packs as one JSON text. Reading the YAML takes about a second, so the build reads it once and ships this; the text is trusted, as the build validated it.
import { Catalog } from './catalog';
import type { Pack } from './pack';

/** Grows when the form of a pack changes, so that a stale text is not read. */
const FORM = 1;

interface CompiledPacks {
  readonly form: number;
  readonly packs: readonly Pack[];
}

/** The packs of a catalog as JSON. YAML anchors kept for reuse are left out. */
export function compilePacks(catalog: Catalog): string {
  const packs = catalog.packs.map((pack) => ({ ...pack, shared: undefined }));
  return JSON.stringify({ form: FORM, packs } satisfies CompiledPacks);
}

/** The catalog from the text `compilePacks` made. Throws if the text is of another form. */
export function readCompiledPacks(text: string): Catalog {
  const compiled = JSON.parse(text) as CompiledPacks;
  if (compiled.form !== FORM)
    throw new Error(`compiled packs have form ${compiled.form}, expected ${FORM}: build again`);
  return Catalog.of(compiled.packs);
}
