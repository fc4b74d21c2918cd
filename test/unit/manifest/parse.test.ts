import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../server/src/manifest/parse';
import { LineTable } from '../../../server/src/text/lineTable';

const WHOLE = `version: 1
exclude: [legacy/**]
roles: { example: [demos/**] }
agents: { support-bot: { at: src/agents/support.ts, risk: limited, owner: team-support, budgetUsdPerDay: 50 } }
budgets: { coldStartMs: 800, promptTokens: 1500, toolsPerAgent: 15, latency: { totalMs: 8000, steps: { retrieve: 800, model: 5000 } } }
retention: { production: 30d, staging: 7d }
gateway: { baseUrlEnv: LLM_URL, provides: [retries, fallback, budget, traces], by: dana, on: 2026-10-01, expires: 2027-04-01, evidence: infra/gateway.md }
attestations: [ { item: governance/audit-export, facet: export-tested, subjects: [a], by: dana, on: 2026-10-01, expires: 2027-01-01, evidence: docs/audit-drill.md } ]
waivers: [ { item: performance/semantic-cache, paths: [src/**], reason: later, owner: dana, until: 2027-03-01 } ]
severity: { cost/attribution: off }
defaults: { outputCap: 4096, toolTimeoutMs: 30000, modelTimeoutMs: 60000, steps: 20, retries: 3 }
rules: [ .airworthy/rules/**/*.yaml ]
sdks: [ .airworthy/sdks/*.yaml ]
`;

const parse = (text: string, path = 'airworthy.yaml') => parseManifest(path, text);
const faults = (text: string) =>
  parse(text).diagnostics.map(({ code, message, place }) => [
    code,
    message,
    text.slice(place.start, place.end),
  ]);

describe('parseManifest', () => {
  it('reads every key', () => {
    const file = parse(WHOLE, 'apps/one/airworthy.yaml');
    expect(file.diagnostics).toEqual([]);
    expect(file.folder).toBe('apps/one');
    expect(file.exclude).toEqual(['legacy/**']);
    expect(file.roles).toEqual({ example: ['demos/**'] });
    expect(file.agents['support-bot']).toMatchObject({ risk: 'limited', budgetUsdPerDay: 50 });
    expect(file.numbers).toMatchObject({
      'budgets.toolsPerAgent': 15,
      'budgets.latency.steps.model': 5000,
      'defaults.steps': 20,
    });
    expect(file.retention).toEqual({ production: '30d', staging: '7d' });
    expect(file.gateway).toMatchObject({ baseUrlEnv: 'LLM_URL', expires: '2027-04-01' });
    expect(file.attestations[0]).toMatchObject({ item: 'governance/audit-export', on: '2026-10-01' });
    expect(file.waivers[0]).toMatchObject({ paths: ['src/**'], until: '2027-03-01' });
    expect(file.severity['cost/attribution']?.level).toBe('off');
    expect(file.rules).toEqual(['.airworthy/rules/**/*.yaml']);
  });

  it('places an entry by UTF-16 offsets, after an emoji and with CRLF', () => {
    const text = WHOLE.replace('dana', '😀').replaceAll('\n', '\r\n');
    const file = parse(text);
    const { place } = file.waivers[0]!;
    expect(text.slice(place.start, place.end)).toMatch(/^\{ item: performance\/semantic-cache.*\}$/);
  });

  it('is content with an empty file and keys that are being written', () => {
    expect(parse('').diagnostics).toEqual([]);
    expect(parse('version: 1\nwaivers:\n').diagnostics).toEqual([]);
  });

  it('drops a faulty entry, says where, and uses the rest', () => {
    const text =
      'waivers:\n  - { item: nonsense, reason: r, owner: o }\n  - { item: cost/max-tokens, reason: r, owner: o }\n';
    const file = parse(text);
    expect(file.waivers.map(({ item }) => item)).toEqual(['cost/max-tokens']);
    expect(faults(text)).toEqual([
      ['invalid', '"waivers.item" must be an item, written category/item.', 'nonsense'],
    ]);
  });

  it.each([
    ['colour: red', 'There is no key "colour" in a manifest.', 'colour'],
    ['version: 2', '"version"', '2'],
    ['waivers: 3', '"waivers" must be a list', 'waivers'],
    ['severity: [a]', '"severity" must be a map', 'severity'],
    ['severity: { cost/max-tokens: loud }', '"severity.cost/max-tokens"', 'loud'],
    [
      'attestations: [{ item: a/b, by: d, on: 2026-02-30, expires: 2027-01-01 }]',
      'no day of the calendar',
      '2026-02-30',
    ],
    [
      'attestations: [{ item: a/b, by: d, on: 2026-02-20 }]',
      'An entry of "attestations" needs the key "expires".',
      '{ item',
    ],
    ['budgets: { promptTokens: many }', '"budgets.promptTokens"', 'many'],
    ['agents: { bot: { risk: huge } }', '"agents.bot.risk"', 'huge'],
    ['roles: { demo: [x] }', '"demo"', 'demo'],
    ['exclude: ["../other/**"]', 'leaves the folder', '"../other/**"'],
    ['exclude: [/etc]', 'is absolute', '/etc'],
    ['waivers: [{ item: a/b, reason: r, owner: o, paths: ["{a,../b}/**"] }]', 'leaves the folder', '{ item'],
    ['- a\n- b', 'A manifest is a map', '- a'],
  ])('finds the fault of %s', (text, message, at) => {
    const [fault] = faults(text);
    expect(fault?.[0]).toBe('invalid');
    expect(fault?.[1]).toContain(message);
    expect(fault?.[2]).toContain(at);
  });

  it.each([
    ['waivers: [a\nfoo: 1\n', 'has no "]" at its end', [2, 1]],
    ['severity: { a/b: off\n', 'has no "}" at its end', [2, 1]],
    ['exclude: ["a\n', 'has no quote at its end', [2, 1]],
    ['exclude:\n  - a\n - b\n', 'not indented as the entries above it', [3, 1]],
    ['exclude:\n\t- a\n', 'indented with a tab', [2, 1]],
    ['version: 1\nversion: 1\n', 'stands twice', [2, 1]],
    ['version: 1\nexclude\nroles: 2\n', 'A key has no colon', [2, 1]],
    ['agents: a: b\n', 'A value holds a colon', [1, 9]],
    ['exclude: [a]]\n', 'does not belong here', [1, 13]],
    ['exclude: "a\\qb"\n', 'A backslash in double quotes', [1, 12]],
    ['exclude: @a\n', 'cannot begin with this character', [1, 10]],
    ['version: 1\n---\nversion: 1\n', 'is one document', [2, 1]],
    ['exclude: [a]# no\n', 'needs a space before its "#"', [1, 13]],
    ['waivers:\n  - item: a/b\n  reason: x\n', 'not indented as the lines it belongs to', [3, 1]],
  ])('says in words what breaks %j', (text, message, [line, column]) => {
    const [first, ...more] = parse(text).diagnostics.filter(({ code }) => code === 'syntax');
    expect(first?.message).toContain(message);
    expect(LineTable.of(text).positionAt(first!.place.start)).toEqual({
      line: line! - 1,
      character: column! - 1,
    });
    expect(more).toEqual([]);
  });

  it.each([
    ['waiver: []', 'There is no key "waiver" in a manifest. Did you mean "waivers"?', 'waiver'],
    ['budgets: { promptToken: 3 }', 'in "budgets". Did you mean "promptTokens"?', 'promptToken'],
    ['budgets: { latency: { total: 3 } }', 'in "budgets.latency". Did you mean "totalMs"?', 'total'],
    ['agents: { bot: { risc: high } }', 'in "agents.bot". Did you mean "risk"?', 'risc'],
    ['roles: { tests: [x] }', 'There is no key "tests" in "roles". Did you mean "test"?', 'tests'],
    [
      'waivers: [{ item: a/b, reson: x, reason: y, owner: z }]',
      'There is no key "reson" in an entry of "waivers". Did you mean "reason"?',
      'reson',
    ],
    ['severity: { a/b: warn }', 'Did you mean "warning"?', 'warn'],
    ['version: "1"', '"version" must be 1, without quotes.', '"1"'],
    ['defaults: { retries: 1.5 }', '"defaults.retries" must be a whole number.', '1.5'],
    ['defaults: { retries: -1 }', '"defaults.retries" must be at least 0.', '-1'],
    ['defaults: { steps: 0 }', '"defaults.steps" must be above 0.', '0'],
    ['waivers: [3]', 'An entry of "waivers" must be a map of keys.', '3'],
    ['exclude: [3]', 'An entry of "exclude" must be text; put a number or a date in quotes.', '3'],
    ['exclude: *x', '"exclude" cannot be read: an alias', 'exclude'],
    ['retention: { a: 30d, b: soon }', '"retention.b" must be a period such as 30d.', 'soon'],
  ])('says in words what is wrong with %j', (text, message, at) => {
    expect(faults(text)).toEqual([['invalid', expect.stringContaining(message), at]]);
  });

  it('names every fault, in the words of no library', () => {
    const text =
      'waivers:\n  - { item: nonsense, reson: x, owner: 5, paths: [], until: 2026-02-30 }\ncolour: red\nbudgets: many\nseverity: { a/b: loud }\ngateway: { on: soon }\n';
    const messages = faults(text).map(([, message]) => message);
    expect(messages).toHaveLength(14);
    for (const message of messages) {
      expect(message).toMatch(/^[A-Z"].*[.?]$/);
      expect(message).not.toMatch(
        /invalid|expected|received|unrecognized|undefined|flow|mapping|collection/i,
      );
    }
  });

  it('uses the valid rest of broken YAML', () => {
    const text = 'version: 1\nexclude: [a/**]\nseverity: { cost/max-tokens: off\nwaivers:\n';
    const file = parse(text);
    expect(file.exclude).toEqual(['a/**']);
    expect(file.diagnostics.some(({ code }) => code === 'syntax')).toBe(true);
  });

  it('reports a key twice', () => {
    expect(faults('version: 1\nversion: 1\n')[0]?.[0]).toBe('syntax');
  });

  it.each([
    ['deep nesting', '['.repeat(100_000)],
    [
      'a flood of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`).join('\n')}\nexclude: *i\n`,
    ],
    ['binary', '\u0000\u0001\ufffd'],
  ])('survives %s', (_what, text) => {
    expect(() => parse(text)).not.toThrow();
    expect(parse(text).diagnostics.length).toBeGreaterThan(0);
  });
});
