// Which SDKs tracers are known to see. What no pack says of an SDK is not known, which is another thing than that nobody sees it.
import type { Pack } from './pack';

/** Ids of SDK packs that some tracer, wrapper or switch in the packs lists under `sees`. */
export function tracedSdks(packs: readonly Pack[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'sees' && Array.isArray(inner)) for (const sdk of inner) found.add(String(sdk));
      else visit(inner);
    }
  };
  for (const pack of packs) if (pack.kind !== 'sdk') visit(pack);
  return found;
}
