import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/bench/random';
import type { Engine, EngineChange } from '../../../server/src/engine/engine';
import type { Cancellation } from '../../../server/src/workspace/ports';
import { editAtRandom, type Random } from './edits';
import { differences, openEngine, sampleWorkspace, toData, type Workspace } from './engines';

/** Set AIRWORTHY_SEED to repeat a run, AIRWORTHY_EDITS to make it longer. */
const SEED = Number(process.env.AIRWORTHY_SEED ?? Date.now() % 1_000_000);
const EDITS = Number(process.env.AIRWORTHY_EDITS ?? 12);

/** Cancelled at the nth look. */
function cancelledAt(looks: number): Cancellation {
  let left = looks;
  return {
    get isCancelled() {
      return left-- <= 0;
    },
  };
}

async function fromZero(files: Workspace): Promise<unknown> {
  return toData((await openEngine(new Map(files)).scan())!);
}

/** Makes some edits at once, tells the engine, and compares with a scan from zero. */
async function step(
  engine: Engine,
  files: Workspace,
  broken: Map<string, string>,
  random: Random,
): Promise<string[]> {
  const edits = Array.from({ length: random() < 0.25 ? 3 : 1 }, () => editAtRandom(files, broken, random));
  let changes: readonly EngineChange[] = edits.flatMap((edit) => edit.changes);
  while (random() < 0.3) {
    const analysis = await engine.update(changes, { cancellation: cancelledAt(Math.floor(random() * 60)) });
    if (analysis) break;
    // A scheduler hands the changes of a cancelled run in again; an engine must not need that.
    if (random() < 0.5) changes = [];
  }
  const analysis = await engine.update(changes);
  const found = differences(toData(analysis!), await fromZero(files));
  return found.length === 0 ? [] : [`after: ${edits.map((edit) => edit.what).join('; ')}`, ...found];
}

describe('an engine that follows edits says what a scan from zero says', () => {
  it.each([0, 1, 2, 3])('random edits, seed + %i', { timeout: 240_000 }, async (offset) => {
    const random = createRandom(SEED + offset);
    const files = sampleWorkspace();
    const broken = new Map<string, string>();
    const engine = openEngine(files);
    await engine.scan();
    for (let edit = 0; edit < EDITS; edit++) {
      const found = await step(engine, files, broken, random);
      if (found.length > 0) expect.fail(`AIRWORTHY_SEED=${SEED + offset}, edit ${edit}\n${found.join('\n')}`);
    }
  });
});

describe('cancellation', () => {
  it('loses no change of a first scan that was cancelled anywhere', async () => {
    const wanted = await fromZero(sampleWorkspace());
    for (const looks of [0, 1, 3, 8, 20, 60, 140]) {
      const files = sampleWorkspace();
      const engine = openEngine(files);
      expect(await engine.scan({ cancellation: cancelledAt(looks) })).toBeUndefined();
      expect(differences(toData((await engine.update([]))!), wanted), `cancelled at look ${looks}`).toEqual(
        [],
      );
    }
  });

  it('keeps the analysis it had and its revision', async () => {
    const files = sampleWorkspace();
    const engine = openEngine(files);
    const first = await engine.scan();
    files.set('api/src/llm.ts', 'export {};\n');
    expect(
      await engine.update([{ path: 'api/src/llm.ts', kind: 'changed' }], { cancellation: cancelledAt(2) }),
    ).toBeUndefined();
    expect(engine.current).toBe(first);
    const second = await engine.update([]);
    expect(second!.revision).toBe(first!.revision + 1);
    expect(differences(toData(second!), await fromZero(files))).toEqual([]);
  });

  it('a scan that was cancelled does not make a change that came before it disappear', async () => {
    const files = sampleWorkspace();
    const engine = openEngine(files);
    await engine.scan();
    files.delete('api/src/tools/refunds.ts');
    await engine.update([{ path: 'api/src/tools/refunds.ts', kind: 'deleted' }], {
      cancellation: cancelledAt(0),
    });
    await engine.scan({ cancellation: cancelledAt(25) });
    expect(differences(toData((await engine.update([]))!), await fromZero(files))).toEqual([]);
  });
});
