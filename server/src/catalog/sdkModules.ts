// Which modules belong to SDKs of models: of what these export, packs name but a part.
import type { LanguageIndex } from './languageIndex';
import { GLOBAL_MODULE, modulesAbove } from './names';
import type { Pack } from './pack';

/** The modules of SDK packs and those above them; not what packs of another kind are in as well (`google`). */
export function sdkModules(
  packs: readonly Pack[],
  { exports, packages }: LanguageIndex,
): ReadonlySet<string> {
  const sdks = new Set(packs.filter(({ kind }) => kind === 'sdk').map(({ id }) => id));
  const distributed = [...packages].filter(([, owners]) => owners.some((pack) => sdks.has(pack)));
  // Python imports `langchain_core` of `langchain-core`, of which other packs may tell something, too.
  const imported = new Set(distributed.map(([name]) => name.replaceAll('-', '_')));
  const named = new Set<string>();
  const above = new Set<string>();
  const ofOthers = new Set<string>();
  for (const [name, entries] of exports) {
    const module = name.slice(0, name.indexOf(':'));
    if (module === GLOBAL_MODULE) continue;
    for (const { pack } of entries) {
      if (sdks.has(pack)) named.add(module);
      for (const one of modulesAbove(module)) (sdks.has(pack) ? above : ofOthers).add(one);
    }
  }
  return new Set([...named, ...[...above].filter((module) => !ofOthers.has(module) || imported.has(module))]);
}
