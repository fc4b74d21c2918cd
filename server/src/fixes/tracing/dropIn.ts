// A tracer's drop-in for a client class: the same name from another module, so that only the import changes.
import type { Catalog } from '../../catalog/catalog';
import { expandExportKey } from '../../catalog/names';
import type { Layer } from '../../inventory/linking/match/layers';
import { lineStart } from '../../languages/edits/layout';
import type { EditRefusal } from '../../languages/edits/textEdit';
import type { CodeFile } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit } from '../fix';

/** Changes `from openai import OpenAI` to `from langfuse.openai import OpenAI`. Undefined where the product has no drop-in. */
export function dropIn(
  catalog: Catalog,
  products: readonly string[],
  file: CodeFile,
  client: Layer,
): readonly FileEdit[] | EditRefusal | undefined {
  const { callee } = client.site.call;
  if (file.module.language !== 'python' || callee.kind !== 'reference') return undefined;
  const binding = file.module.imports.find((one) => one.local === callee.name && one.function === 0);
  const module =
    binding &&
    products
      .map((product) => moduleFor(catalog, product, binding.module, binding.imported))
      .find((one) => one !== undefined);
  if (!binding || module === undefined) return undefined;
  const start = lineStart(file.text, binding.start);
  const head = /^from[ \t]+([\w.]+)[ \t]+import[ \t]+/.exec(file.text.slice(start, binding.start));
  const siblings = file.module.imports.filter(
    (one) => one.module === binding.module && lineStart(file.text, one.start) === start,
  );
  if (head?.[1] !== binding.module || siblings.length > 1)
    return {
      refused: `import ${binding.imported} from ${module} instead: other names share its import here`,
    };
  const at = start + head[0].indexOf(binding.module, 4);
  return inFile(file.path, [{ start: at, end: at + binding.module.length, text: module }]);
}

function moduleFor(catalog: Catalog, product: string, from: string, name: string): string | undefined {
  for (const [key, meanings] of Object.entries(catalog.pack(product)?.python?.exports ?? {})) {
    if (!meanings.some((meaning) => meaning.like === `${from}:${name}` && meaning.tracer)) continue;
    const found = expandExportKey(key)?.find((one) => one.name === name);
    if (found) return found.module;
  }
  return undefined;
}
