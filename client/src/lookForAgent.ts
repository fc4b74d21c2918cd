// Looks whether an agent may be in the open folders, for a moment only: names of manifests and what they depend on.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { manifestNamesAgent, sourceNamesAgent } from './agentSigns';

export interface LookInput {
  /** Absolute paths of the open folders. */
  readonly folders: readonly string[];
  /** Texts of the editors that are open. */
  readonly openTexts: readonly string[];
  readonly limitMs: number;
}

const MANIFESTS =
  /^(?:package\.json|pyproject\.toml|(?:.*[-_.])?requirements(?:[-_.].*)?\.txt|Pipfile|setup\.(?:py|cfg))$/;
const OWN_MANIFEST = 'airworthy.yaml';
/** Never holds the manifest of what someone works on. */
const CLOSED = /^(?:\..*|node_modules|venv|dist|build|out|target|vendor|coverage|site-packages|__pycache__)$/;
const MAX_DEPTH = 3;
/** Manifests above an opened folder count too: someone may have opened `src`. */
const MAX_ABOVE = 4;

/** True if an agent may be there, or if the time was too short to tell. Never rejects. */
export async function lookForAgent({ folders, openTexts, limitMs }: LookInput): Promise<boolean> {
  if (openTexts.some(sourceNamesAgent)) return true;
  const stop = { now: false };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), limitMs);
  });
  const found = await Promise.race([late, lookInAll(folders, stop)]);
  stop.now = true;
  clearTimeout(timer);
  return found;
}

async function lookInAll(folders: readonly string[], stop: { readonly now: boolean }): Promise<boolean> {
  for (const folder of folders) {
    if (await lookBelow(folder, stop)) return true;
    if (await lookAbove(folder)) return true;
  }
  return false;
}

/** Level by level, so that what lies near the top is found first. */
async function lookBelow(top: string, stop: { readonly now: boolean }): Promise<boolean> {
  let level = [top];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (stop.now) return false;
      const seen = await lookInto(folder);
      if (seen.agent) return true;
      next.push(...seen.folders);
    }
    level = next;
  }
  return false;
}

async function lookAbove(folder: string): Promise<boolean> {
  let at = folder;
  for (let step = 0; step < MAX_ABOVE; step++) {
    const names: readonly string[] = await readdir(at).catch(() => []);
    if (step > 0 && (await lookInto(at)).agent) return true;
    const parent = dirname(at);
    if (names.includes('.git') || parent === at) return false;
    at = parent;
  }
  return false;
}

async function lookInto(
  folder: string,
): Promise<{ readonly agent: boolean; readonly folders: readonly string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (names.includes(OWN_MANIFEST)) return { agent: true, folders: [] };
  const texts = await Promise.all(
    names
      .filter((name) => MANIFESTS.test(name))
      .map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  const folders = entries
    .filter((entry) => entry.isDirectory() && !CLOSED.test(entry.name))
    .map(({ name }) => join(folder, name));
  return { agent: texts.some(manifestNamesAgent), folders };
}
