// What an assessment leaves to the next one: evaluations and results of apps, as long as what they were made from is the same.
import { type FingerprintParts, fingerprint } from './findings/fingerprint';
import type { ReadKind } from './rules/conditions/condition';
import type { AppEvaluation } from './rules/evaluate';
import type { InventoryWorld } from './rules/world';
import type { ItemResult } from './status/status';

const MAX_PRINTS = 50_000;

/** Results of an app, and the entries of the manifest that covered something in it. */
export interface AppResults {
  readonly items: readonly ItemResult[];
  readonly used: ReadonlySet<object>;
}

interface Remembered {
  readonly subjects: ReadonlyMap<ReadKind, readonly object[]>;
  readonly evaluation: AppEvaluation;
  results?: AppResults & { readonly reported: string };
}

/**
 * Facts are compared by identity. Its owner clears it when anything but facts, credentials and evidence changes: rules,
 * configuration files, projects, the manifest, the day.
 */
export class AssessmentMemory {
  private readonly apps = new Map<string, Remembered>();

  private readonly prints = new Map<string, string>();

  clear(): void {
    this.apps.clear();
    this.prints.clear();
  }

  /** Most findings are those of the last run: their fingerprints are not worked out again. */
  fingerprint(parts: FingerprintParts): string {
    const key = JSON.stringify(parts);
    let print = this.prints.get(key);
    if (print === undefined) {
      print = fingerprint(parts);
      if (this.prints.size >= MAX_PRINTS) this.prints.clear();
      this.prints.set(key, print);
    }
    return print;
  }

  /** What of an app's evaluation still holds, and the kinds of subjects that are others now. */
  recall(
    app: string,
    world: InventoryWorld,
  ): { readonly evaluation: AppEvaluation; readonly changed: ReadonlySet<ReadKind> } | undefined {
    const known = this.apps.get(app);
    if (!known) return undefined;
    const subjects = world.subjectsOf(app);
    const kinds = new Set([...known.subjects.keys(), ...subjects.keys()]);
    const changed = [...kinds].filter((kind) => !sameObjects(known.subjects.get(kind), subjects.get(kind)));
    return { evaluation: known.evaluation, changed: new Set(changed) };
  }

  keep(app: string, world: InventoryWorld, evaluation: AppEvaluation): void {
    if (this.apps.get(app)?.evaluation === evaluation) return;
    this.apps.set(app, { subjects: world.subjectsOf(app), evaluation });
  }

  /** Results of an app whose evaluation was kept; `reported` tells what was made of its decisions. */
  resultsOf(app: string, reported: string): AppResults | undefined {
    const results = this.apps.get(app)?.results;
    return results?.reported === reported ? results : undefined;
  }

  keepResults(app: string, reported: string, results: AppResults): void {
    const known = this.apps.get(app);
    if (known) known.results = { ...results, reported };
  }

  /** Lets go of apps that are no more. */
  retain(apps: ReadonlySet<string>): void {
    for (const app of this.apps.keys()) if (!apps.has(app)) this.apps.delete(app);
  }
}

function sameObjects(a: readonly object[] = [], b: readonly object[] = []): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
