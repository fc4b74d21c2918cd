// Middleware that follows from where a file lies (`middleware.ts`), with the paths it is for.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { LinkContext } from '../context';
import type { SurfaceFacts } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import { fitGlobs } from './fileGlob';
import { isMade } from './fileRoutes';
import { toGuardUses } from './guardUses';
import type { HintBook } from './hints';
import { flatten, memberAt } from './slotReads';

type FileMiddleware = SurfaceFacts['fileMiddleware'][number];

export function collectFileMiddleware(context: LinkContext, book: HintBook): FileMiddleware[] {
  const { module, evaluator } = context;
  return context.catalog.fileMiddleware(module.language).flatMap((rule) => {
    const fit = fitGlobs(module.path, rule.files);
    if (!fit) return [];
    for (const name of rule.exports) {
      const binding = module.exports.find((one) => one.name === name);
      const exported = binding && evaluator.exportOf(module, name);
      if (!binding || !exported) continue;
      if (!flatten(evaluator, [exported]).some((one) => isMade(one, rule.made, rule.pack))) continue;
      const place = placeOf(module, binding);
      for (const value of flatten(evaluator, [exported]))
        if (value.kind === 'function' && !isHanded(value.module, value.function))
          book.add(value.module, value.function, rule.parameters);
      return [
        {
          framework: rule.pack,
          directory: fit.directory,
          place,
          uses: toGuardUses(context, exported, place),
          matchers: matchersOf(context, rule.matcher),
        },
      ];
    }
    return [];
  });
}

function matchersOf(context: LinkContext, path: string | undefined): FileMiddleware['matchers'] {
  if (path === undefined) return [];
  const [name, ...rest] = path.split('.') as [string, ...string[]];
  const exported = context.evaluator.exportOf(context.module, name);
  if (!exported) return [];
  const values = flatten(context.evaluator, memberAt(context.evaluator, exported, rest));
  const texts = values.flatMap((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [],
  );
  return texts.length === values.length ? texts : 'unknown';
}

/** True for a function that a helper is handed: what the helper calls it with is not for the framework to say. */
function isHanded(module: ModuleSummary, fn: number): boolean {
  return module.calls.some((call) =>
    call.arguments.some(({ value }) => value.kind === 'function' && value.function === fn),
  );
}
