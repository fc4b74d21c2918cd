// Where a new test goes and which runner it is for: beside or like the tests there are.
import { posix } from 'node:path';
import type { CodeFile } from '../../codeFile';
import { directoriesAbove, inDirectory } from '../../configFile';
import type { FixInput } from '../../fix';

export type Runner = 'vitest' | 'jest' | 'node' | 'pytest';

export interface TestPlace {
  readonly path: string;
  readonly runner: Runner;
  /** The specifier (TypeScript) or module (Python) the test imports the tool's file by. */
  readonly from: string;
}

/** Refused where a file of that name exists. */
export async function testPlace(
  input: FixInput,
  file: CodeFile,
  tool: string,
): Promise<TestPlace | { refused: string }> {
  const python = file.module.language === 'python';
  const runner = python ? 'pytest' : await runnerOf(input, file.path);
  const directory = await directoryFor(input, file);
  const stem = tool.replace(/[^\w-]+/g, '_');
  const extension = posix.extname(file.path).replace(/x$/, '');
  const name = python ? `test_${stem.replace(/-/g, '_')}.py` : `${stem}.test${extension}`;
  const path = inDirectory(directory, name);
  if ((await input.read(path)) !== undefined) return { refused: `${path} exists already` };
  return {
    path,
    runner,
    from: python ? pythonModule(input, file.path) : specifier(directory, file.path, runner),
  };
}

async function runnerOf(input: FixInput, path: string): Promise<Runner> {
  for (const directory of directoriesAbove(path)) {
    const text = await input.read(inDirectory(directory, 'package.json'));
    if (text === undefined) continue;
    if (/"vitest"\s*:/.test(text)) return 'vitest';
    if (/"(?:jest|@jest\/globals|ts-jest)"\s*:/.test(text)) return 'jest';
  }
  return 'node';
}

/** With the tests of the project: where one lies beside its code, beside the code; in the folder that holds them; else a usual one. */
async function directoryFor(input: FixInput, file: CodeFile): Promise<string> {
  const own = posix.dirname(file.path) === '.' ? '' : posix.dirname(file.path);
  const project = input.inventory.projectOf(file.path);
  const tests = input
    .modulePaths()
    .filter(
      (path) =>
        input.inventory.roleOf(path) === 'test' &&
        input.inventory.projectOf(path) === project &&
        posix.extname(path).slice(1, 3) === posix.extname(file.path).slice(1, 3),
    );
  if (tests.some((path) => posix.dirname(path) === posix.dirname(file.path))) return own;
  const folder = tests
    .map((path) => /^(.*?(?:^|\/)(?:tests?|__tests__))\//.exec(path)?.[1])
    .find((one) => one !== undefined);
  if (folder !== undefined) return folder;
  if (tests.length > 0) return posix.dirname(tests[0]!) === '.' ? '' : posix.dirname(tests[0]!);
  return file.module.language === 'python' ? inDirectory(project, 'tests') : own;
}

function specifier(directory: string, path: string, runner: Runner): string {
  const relative = posix.relative(directory === '' ? '.' : directory, path);
  const dotted = relative.startsWith('.') ? relative : `./${relative}`;
  // node runs the files as they are; the others resolve them without an extension.
  return runner === 'node' ? dotted : dotted.replace(/\.[cm]?[jt]sx?$/, '');
}

/** The module name from the project's directory, or from `src` in it. */
function pythonModule(input: FixInput, path: string): string {
  const project = input.inventory.projectOf(path);
  const inner = project === '' ? path : path.slice(project.length + 1);
  return inner
    .replace(/^src\//, '')
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
}
