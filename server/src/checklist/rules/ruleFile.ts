// One YAML file with several documents: each as its own source, with the lines of the whole file.
import { YamlSource } from '../../catalog/yamlSource';

/** Splits at document markers. What stands before a document becomes blank lines, so that its places stay true. */
export function parseDocuments(path: string, text: string): readonly YamlSource[] {
  const lines = text.split(/\r\n|\r|\n/);
  const starts = [0, ...lines.flatMap((line, at) => (/^---(\s|$)/.test(line) ? [at + 1] : []))];
  return starts.flatMap((start, at) => {
    const end = (starts[at + 1] ?? lines.length + 1) - 1;
    const body = lines.slice(start, end);
    if (body.every((line) => /^\s*(#|$)/.test(line))) return [];
    return [YamlSource.parse(path, '\n'.repeat(start) + body.join('\n'))];
  });
}
