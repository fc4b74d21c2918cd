// Names a package a repair needs in the project's manifest. Installing it is for the person to do.
import { appendLine } from '../../languages/config/edits/appendLine';
import { addJsonEntry } from '../../languages/config/edits/jsonEntry';
import { nodeAt } from '../../languages/config/edits/nodeAt';
import { addTomlDependency } from '../../languages/config/edits/tomlDependency';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { CodeLanguage } from '../../languages/summary/module';
import { type ConfigFile, directoriesAbove, inDirectory, openConfig } from '../configFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';

export interface Dependency {
  /** Distribution name. */
  readonly name: string;
  /** Range in the manifest's spelling: `^8.0.0`, `>=0.1.9`. */
  readonly range: string;
}

export interface DependencyEdits {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
}

/** Edits of the nearest manifest above the finding. Refused where there is none that lists dependencies. */
export async function dependencyEdits(
  input: FixInput,
  language: CodeLanguage,
  wanted: readonly Dependency[],
): Promise<DependencyEdits | EditRefusal> {
  const manifest = await nearestManifest(input, language);
  if (!manifest)
    return {
      refused: `no ${language === 'python' ? 'pyproject.toml or requirements file' : 'package.json'} lists the packages of this code`,
    };
  const missing = wanted.filter(({ name }) => !isListed(manifest, name));
  if (missing.length === 0) return { edits: [], notes: [] };
  const edits: FileEdit[] = [];
  for (const dependency of missing) {
    const added = add(manifest, dependency);
    if (isRefusal(added)) return added;
    edits.push(...inFile(manifest.path, added));
  }
  const names = missing.map(({ name }) => name).join(' and ');
  return { edits, notes: [`Install ${names}, now named in ${manifest.path}.`] };
}

async function nearestManifest(input: FixInput, language: CodeLanguage): Promise<ConfigFile | undefined> {
  for (const directory of directoriesAbove(input.finding.place.path)) {
    for (const name of language === 'python' ? ['pyproject.toml', 'requirements.txt'] : ['package.json']) {
      const file = await openConfig(input, inDirectory(directory, name));
      if (file && (name !== 'pyproject.toml' || hasDependencies(file))) return file;
    }
  }
  return undefined;
}

function hasDependencies(file: ConfigFile): boolean {
  const [root] = file.summary.documents;
  return (
    nodeAt(root, ['project', 'dependencies']) !== undefined ||
    nodeAt(root, ['tool', 'poetry', 'dependencies']) !== undefined
  );
}

/** Listed anywhere in the manifest: as a development dependency it is still installed, and where it belongs is the project's choice. */
function isListed({ text }: ConfigFile, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[-_]/g, '[-_]');
  return new RegExp(`(?:^|["'\\s])${escaped}(?:["'\\s\\[=<>~!;,]|$)`, 'im').test(text);
}

function add(
  { path, text, summary }: ConfigFile,
  { name, range }: Dependency,
): ReturnType<typeof addJsonEntry> {
  const [root] = summary.documents;
  if (path.endsWith('.txt')) return [appendLine(text, name + range)];
  if (!root) return { refused: `${path} does not parse` };
  if (path.endsWith('.toml')) return addTomlDependency(text, root, name, range);
  const dependencies = nodeAt(root, ['dependencies']);
  if (dependencies?.kind === 'map') return addJsonEntry(text, dependencies, name, range);
  return { refused: `${path} lists no dependencies` };
}
