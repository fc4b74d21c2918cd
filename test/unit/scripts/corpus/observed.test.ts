import { describe, expect, it } from 'vitest';
import { toObserved } from '../../../../scripts/corpus/observed';
import type { CheckJson, InventoryEntry, InventoryJson } from '../../../../server/src/reports/checkSchema';

const at = (path: string, line: number) => ({ path, line, column: 1, endLine: line, endColumn: 9 });

function entry(kind: InventoryEntry['kind'], attributes: object, rest: object = {}): InventoryEntry {
  const told = Object.entries(attributes).map(([name, value]) => [name, { value, because: '' }]);
  return {
    id: `${kind}:a.ts#x`,
    kind,
    name: 'x',
    role: 'product',
    place: at('a.ts', 3),
    attributes: Object.fromEntries(told),
    ...rest,
  };
}

const FAMILIES = new Map([['models-of-chain', 'chain']]);
const CHECK = { items: [], scopes: [], findings: [] };

function observe({ facts = [], check = {} }: { facts?: InventoryEntry[]; check?: object }) {
  return toObserved(
    { ...CHECK, ...check } as unknown as CheckJson,
    { inventory: facts } as unknown as InventoryJson,
    FAMILIES,
  );
}
const attributesOf = (fact: InventoryEntry) => observe({ facts: [fact] }).sites[0]?.attributes;

describe('toObserved', () => {
  it('leaves out other roles, endpoints that reach no model, and entries that only count as agents', () => {
    const facts = [
      entry('tool', {}, { role: 'test' }),
      entry('endpoint', { reachesModel: false }),
      entry('endpoint', { reachesModel: true }),
      entry('agent', { form: 'entry' }),
      entry('agent', { form: 'graph' }),
    ];
    expect(observe({ facts }).sites.map(({ kind }) => kind)).toEqual(['endpoint', 'agent']);
  });

  it('gives nothing for what is unknown', () => {
    expect(attributesOf(entry('tool', { approval: false, timeout: 'unknown' }))).toEqual({ approval: false });
  });

  it('speaks of defaults as labels do', () => {
    expect(attributesOf(entry('model-call', { maxTokens: 'default', timeout: 'default' }))).toEqual({
      maxTokens: 'inherited',
      timeout: 'unset',
    });
    expect(attributesOf(entry('model-client', { retries: 'default' }))).toEqual({ retries: 'default' });
  });

  it('names the family of an SDK', () => {
    expect(attributesOf(entry('model-call', { sdk: 'models-of-chain' }))).toEqual({ sdk: 'chain' });
    expect(attributesOf(entry('model-call', { sdk: 'other' }))).toEqual({ sdk: 'other' });
  });

  it('names each effect once, and none where they are unknown', () => {
    const known = entry(
      'tool',
      {},
      {
        attributes: {
          effects: { value: 'read', effective: [{ name: 'network' }, { name: 'network' }], because: '' },
        },
      },
    );
    expect(attributesOf(known)).toEqual({ effects: ['network'] });
    const unknown = { effects: { value: 'unknown', effective: [{ name: 'network' }], because: '' } };
    expect(attributesOf(entry('tool', {}, { attributes: unknown }))).toEqual({});
  });

  it('takes faults from warnings and errors of their items', () => {
    const finding = (item: string, severity: string, line: number, related: number[] = []) => ({
      item,
      severity,
      place: at('b.ts', line),
      related: related.map((each) => at('b.ts', each)),
    });
    const findings = [
      finding('security/secrets-from-env', 'error', 1, [5]),
      finding('security/secrets-from-env', 'information', 2),
      finding('ux/friendly-errors', 'warning', 3),
      finding('cost/max-tokens', 'warning', 4),
    ];
    expect(observe({ check: { findings } }).sites).toEqual([
      { kind: 'secret', path: 'b.ts', line: 1 },
      { kind: 'secret', path: 'b.ts', line: 5, free: true },
      { kind: 'error-leak', path: 'b.ts', line: 3 },
    ]);
  });

  it('takes proofs from items and scopes, each once, and statuses from items', () => {
    const item = (line: number) => ({
      id: 'a/b',
      status: 'passing',
      facets: [{ evidence: [at('c.ts', line)] }],
    });
    const check = { items: [item(1)], scopes: [{ items: [item(1), item(2)] }] };
    const { sites, statuses } = observe({ check });
    expect(sites.map(({ kind, item: of, line, free }) => [kind, of, line, free])).toEqual([
      ['proof', 'a/b', 1, true],
      ['proof', 'a/b', 2, true],
    ]);
    expect([...statuses]).toEqual([['a/b', 'passing']]);
  });
});
