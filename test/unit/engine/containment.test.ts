// An exception while facts are joined costs what it would have given: the rest of the analysis is the same, and one line tells.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../server/src/catalog/catalog';
import type { Analysis } from '../../../server/src/engine/analysis';
import { report } from '../../../server/src/reports/checkText';
import { plainStyle } from '../../../server/src/reports/style';
import { createRecordingLog, openEngine, ruleData, sampleWorkspace, type Workspace } from './engines';

const SECRET_MESSAGE = 'text of the workspace that an exception quotes';

class CraftedError extends Error {
  override readonly name = 'CraftedError';
}

/** A catalog that does as it is told: it throws for what its owner arms. */
function createFragileCatalog() {
  const armed = { environment: false, meanings: false };
  const fail = (): never => {
    throw new CraftedError(SECRET_MESSAGE);
  };
  const environment = {
    get: () => (armed.environment ? fail() : []),
  };
  const { catalog } = ruleData;
  const fragile: Catalog = Object.create(catalog, {
    packs: { value: [...catalog.packs, Object.create(catalog.packs[0]!, { environment })] },
    meaningsOf: {
      value: (...[language, key]: Parameters<Catalog['meaningsOf']>) =>
        armed.meanings ? fail() : catalog.meaningsOf(language, key),
    },
  });
  return { armed, catalog: fragile };
}

interface Run {
  readonly before: Analysis;
  readonly after: Analysis;
  readonly log: readonly string[];
}

/** Two analyses of the sample: one sound, one with a catalog that fails while facts are joined again. */
async function runWith(what: 'environment' | 'meanings'): Promise<Run> {
  const files: Workspace = sampleWorkspace();
  const { armed, catalog } = createFragileCatalog();
  const log = createRecordingLog();
  const engine = openEngine(files, { log, ruleData: { ...ruleData, catalog } });
  const before = (await engine.scan())!;
  armed[what] = true;
  // A file that comes makes all facts be joined anew, and no module be linked again.
  files.set('notes.txt', 'nothing');
  const after = (await engine.update([{ path: 'notes.txt', kind: 'created' }]))!;
  files.set('more.txt', 'nothing');
  await engine.update([{ path: 'more.txt', kind: 'created' }]);
  return { before, after, log: log.lines };
}

function attributesOf({ inventory }: Analysis): Map<string, unknown> {
  return new Map(
    inventory.facts
      .filter(({ kind }) => kind !== 'file')
      .flatMap(({ id, attributes }) =>
        Object.entries(attributes).map(([name, attribute]) => [`${id} ${name}`, attribute] as const),
      ),
  );
}

/** The names of the attributes that are others than before. */
function lost({ before, after }: Run): string[] {
  const now = attributesOf(after);
  const changed = [...attributesOf(before)].filter(
    ([key, attribute]) => JSON.stringify(now.get(key)) !== JSON.stringify(attribute),
  );
  return [...new Set(changed.map(([key]) => key.split(' ').at(-1)!))].sort();
}

describe.each([
  { what: 'environment', names: ['connected', 'traced'], item: 'observability/semantic-traces' },
  {
    what: 'meanings',
    names: ['databaseHandled', 'handled', 'internals', 'rawErrors'],
    item: 'ux/friendly-errors',
  },
] as const)('where joining fails over $what', ({ what, names, item }) => {
  let run: Run;

  beforeAll(async () => {
    run = await runWith(what);
  });

  it('was sound before', () => {
    expect(run.before.faults).toEqual([]);
  });

  it('no fact is lost, and only its own attributes are unknown', () => {
    const ids = ({ inventory }: Analysis) =>
      inventory.facts.map(({ id }) => id).filter((id) => !id.startsWith('file:'));
    expect(ids(run.after)).toEqual(ids(run.before));
    expect(names).toEqual(expect.arrayContaining(lost(run)));
    expect(lost(run).length).toBeGreaterThan(0);
    const now = attributesOf(run.after);
    for (const [key, attribute] of attributesOf(run.before)) {
      if (JSON.stringify(now.get(key)) === JSON.stringify(attribute)) continue;
      expect(now.get(key), key).toMatchObject({
        value: 'unknown',
        blockers: [{ why: 'an internal error kept it from being found out' }],
      });
    }
  });

  it('its item is no better than unknown, and says where', () => {
    const found = run.after.items.find(({ id }) => id === item)!;
    expect(['passing', 'not-applicable']).not.toContain(found.status);
    expect(found.facets.some(({ unknown }) => unknown > 0)).toBe(true);
  });

  it('findings of other items are the same', () => {
    const others = ({ findings }: Analysis) =>
      findings.filter((finding) => finding.item !== item).map(({ fingerprint }) => fingerprint);
    expect(others(run.before).length).toBeGreaterThan(5);
    expect(others(run.after)).toEqual(others(run.before));
  });

  it('people read one line, without a stack and without what the exception quotes', () => {
    const text = report.render(run.after, {
      tool: { name: 'airworthy', version: '0' },
      style: plainStyle,
      detail: 'normal',
    });
    const told = text.split('\n').filter((line) => line.includes('internal error (CraftedError)'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(names.length);
    expect(told[0]).toMatch(/^Not found out for .+: /);
    expect(text).not.toContain(SECRET_MESSAGE);
    expect(text).not.toMatch(/\n\s+at /);
  });

  it('the log has each with its cause, once', () => {
    const told = run.log.filter((line) => line.includes('could not be found out'));
    expect(told).toHaveLength(run.after.faults.length);
    expect(run.log.join('\n')).toMatch(/\n\s+at .+\.ts/);
    expect(run.log.join('\n')).not.toContain(SECRET_MESSAGE);
  });
});
