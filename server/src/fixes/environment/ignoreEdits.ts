// Makes sure that git ignores a file: finds the rules that hold for it and adds a line where none does.
import { appendLine } from '../../languages/config/edits/appendLine';
import { type IgnoreRules, NO_RULES } from '../../workspace/ignoreRules';
import { directoriesAbove, inDirectory } from '../configFile';
import { inFile, newFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';

/** No edit where a rule covers the file already. The line goes to the nearest ignore file, else to a new one beside the file. */
export async function ignoreEdits(input: FixInput, path: string): Promise<readonly FileEdit[]> {
  const directories = directoriesAbove(path);
  const files: { directory: string; text: string }[] = [];
  for (const directory of directories) {
    const text = await input.read(inDirectory(directory, '.gitignore'));
    if (text !== undefined) files.push({ directory, text });
  }
  const rules = [...files]
    .reverse()
    .reduce<IgnoreRules>((all, { directory, text }) => all.with(directory, text), NO_RULES);
  if (rules.ignores(path, false)) return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [nearest] = files;
  if (!nearest) return [newFile(inDirectory(directories[0]!, '.gitignore'), `${name}\n`)];
  return inFile(inDirectory(nearest.directory, '.gitignore'), [appendLine(nearest.text, name)]);
}
