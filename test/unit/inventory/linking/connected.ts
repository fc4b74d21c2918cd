// Connects linked snippets as the engine does, with the model calls the packs find.

import { LinkContext } from '../../../../server/src/inventory/linking/context';
import { matchModule } from '../../../../server/src/inventory/linking/match/match';
import type { PathCall } from '../../../../server/src/inventory/linking/paths/callsOnPath';
import {
  type Connected,
  connectSurface,
} from '../../../../server/src/inventory/linking/paths/connectSurface';
import { collectChatUis } from '../../../../server/src/inventory/linking/surface/chatUi';
import { catalog, type Linked, linked } from './linked';
import { createStrictContainment } from './strictContainment';

export interface ConnectedFiles extends Linked {
  /** What is known of the endpoint with this name. */
  endpoint(name: string): Connected['attributes'] & { guards: Connected['guards'] };
  show(name: string, attribute: string): string;
  /** Texts of an attribute's places. */
  places(name: string, attribute: string): string[];
}

export async function connected(
  files: Readonly<Record<string, string>>,
  limiterConfigs: readonly string[] = [],
  mappings: Parameters<typeof linked>[1] = [],
): Promise<ConnectedFiles> {
  const all = await linked(files, mappings);
  const evaluator = all.evaluator();
  const modules = all.modules.map((one) => {
    const module = all.program.module(one.path)!;
    const context = new LinkContext(module, matchModule(evaluator, module), evaluator, catalog());
    const drafts = one.drafts.filter((draft) => draft.kind !== 'chat-ui');
    return { ...one, drafts: [...drafts, ...collectChatUis(context)] };
  });
  const calls = new Map<string, PathCall[]>();
  for (const { drafts } of modules) {
    for (const draft of drafts) {
      if (draft.kind !== 'model-call') continue;
      const [, start] = draft.key.split('@');
      const streaming = draft.attributes.streaming?.value === true;
      const call: PathCall = {
        kind: 'model-call',
        at: Number(start),
        end: draft.place.end,
        place: draft.place,
        streaming,
      };
      calls.set(draft.within, [...(calls.get(draft.within) ?? []), call]);
    }
  }
  const result = connectSurface({
    program: all.program,
    modules,
    evaluator: all.evaluator,
    calls,
    limiterConfigs: () => limiterConfigs,
    containment: createStrictContainment(),
  });
  const find = (name: string): Connected => {
    const route = modules.flatMap((one) => one.surface.routes).find((one) => one.draft.name === name);
    if (!route) throw new Error(`no endpoint ${name}`);
    return result.get(route.draft.key)!;
  };
  return {
    ...all,
    endpoint: (name) =>
      ({ ...find(name).attributes, guards: find(name).guards }) as ReturnType<ConnectedFiles['endpoint']>,
    show: (name, attribute) => {
      const found = find(name).attributes[attribute];
      return `${String(found?.value)}: ${found?.because ?? ''}`;
    },
    places: (name, attribute) =>
      (find(name).attributes[attribute]?.places ?? []).map((place) => all.text(place)),
  };
}
