// Config summaries from texts, by the parsers of the product.
import { languages } from '../../../../server/src/languages/index.generated';
import type { ConfigSummary } from '../../../../server/src/languages/summary/config';

/** Summaries of a workspace written as path to text; objects stand for JSON. */
export function configsOf(files: Readonly<Record<string, string | object>>): ConfigSummary[] {
  return Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    const language = languages.find((each) => each.family === 'config' && each.matches(path));
    const summary = language?.summarise(path, text);
    if (summary?.kind !== 'config') throw new Error(`${path} is no config file`);
    return summary;
  });
}
