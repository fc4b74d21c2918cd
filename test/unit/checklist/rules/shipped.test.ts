import { describe, expect, it } from 'vitest';
import { assess } from '../../../../server/src/checklist/checklist';
import type { Fact } from '../../../../server/src/inventory/facts/fact';
import { loadReal } from '../diskReader';
import { effective, fact, inventory } from '../handmade';

const { rules, errors } = loadReal();

describe('the shipped checklist', () => {
  it('loads without a fault', () => {
    expect(errors).toEqual([]);
  });

  it('has its 45 items and all their facets', () => {
    const counts = new Map<string, number>();
    for (const { category } of rules.items) counts.set(category, (counts.get(category) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      security: 7,
      governance: 6,
      observability: 6,
      cost: 5,
      reliability: 6,
      performance: 5,
      testing: 5,
      ux: 5,
    });
    expect(rules.items.flatMap(({ facets }) => facets)).toHaveLength(83);
  });

  it('titles items and facets alike: a capital first, no full stop last', () => {
    const titles = rules.items.flatMap(({ title, facets }) => [title, ...facets.map((facet) => facet.title)]);
    expect(titles.filter((title) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });

  it('gives every facet of a detected item a rule that decides', () => {
    const decided = new Set(
      rules.rules.filter(({ advice }) => !advice).map(({ item, facet }) => `${item}#${facet}`),
    );
    const missing = rules.items
      .filter(({ detected }) => detected)
      .flatMap((item) =>
        item.facets.filter(({ attestOnly }) => !attestOnly).map(({ id }) => `${item.id}#${id}`),
      )
      .filter((each) => !decided.has(each));
    expect(missing).toEqual([]);
  });

  it('explains every finding with a message of one to three sentences and an example of both kinds', () => {
    for (const rule of rules.rules.filter(({ severities }) => severities.some(({ severity }) => severity))) {
      expect(rule.examples, rule.id).toBeDefined();
      for (const { text } of rule.messages) {
        expect(text, rule.id).toMatch(/[.]$/);
        expect(text.split(/[.?!](?:\s|$)/).filter(Boolean).length, rule.id).toBeLessThanOrEqual(3);
      }
    }
  });

  it('marks advice as information or less, and keeps bypasses and keys from being attested away', () => {
    for (const rule of rules.rules.filter(({ advice }) => advice))
      expect(['information', 'hint'], rule.id).toContain(rule.severities[0]?.severity);
    const fixed = rules.rules.filter(({ attestable }) => !attestable).map(({ item }) => item);
    expect([...new Set(fixed)]).toEqual(['security/secrets-from-env', 'security/least-privilege-tools']);
  });
});

const CALL = { call: 'request', output: 'text' };
const RETRY = { count: 2, backoff: 'exponential', jitter: true };
const ENDPOINT = { form: 'route', reachesModel: true };
const effects = (name: string, grade: string, more = {}) => effective('some', [{ name, grade, ...more }]);
const TOOL = { attached: true, effects: effects('network', 'read') };

type Row = [item: string, facet: string, subject: Fact, state: string, severities: string];
const row = (item: string, facet: string, subject: Fact, state: string, severities = ''): Row => [
  item,
  facet,
  subject,
  state,
  severities,
];
const call = (more: Parameters<typeof fact>[2]) => fact('model-call', 'ask', { ...CALL, ...more });
const tool = (more: Parameters<typeof fact>[2]) => fact('tool', 'act', { ...TOOL, ...more });
const agent = (more: Parameters<typeof fact>[2]) => fact('agent', 'bot', { tools: 2, ...more });
const endpoint = (more: Parameters<typeof fact>[2]) => fact('endpoint', 'chat', { ...ENDPOINT, ...more });

describe('what each item answers', () => {
  it.each<Row>([
    row('reliability/retries', 'backoff-with-jitter', call({ retries: effective('default', RETRY) }), 'met'),
    row(
      'reliability/retries',
      'backoff-with-jitter',
      call({ retries: effective('custom', { ...RETRY, jitter: false }) }),
      'met',
      'information',
    ),
    row(
      'reliability/retries',
      'backoff-with-jitter',
      call({ retries: effective('disabled', { ...RETRY, count: 0 }) }),
      'violated',
      'warning',
    ),
    row('reliability/retries', 'backoff-with-jitter', call({ retries: 'none' }), 'violated', 'warning'),
    row(
      'reliability/retries',
      'backoff-with-jitter',
      call({ retries: effective('custom', { ...RETRY, backoff: 'fixed' }) }),
      'violated',
      'warning',
    ),
    row(
      'reliability/retries',
      'backoff-with-jitter',
      call({ retries: 'unset', local: true }),
      'not-applicable',
    ),
    row('reliability/retries', 'backoff-with-jitter', call({ retries: 'unknown' }), 'unknown'),
    row('reliability/tool-timeouts', 'every-tool', tool({ timeout: effective(true, { ms: 30000 }) }), 'met'),
    row(
      'reliability/tool-timeouts',
      'every-tool',
      tool({ timeout: effective(true, { ms: 300000 }) }),
      'met',
      'information',
    ),
    row(
      'reliability/tool-timeouts',
      'every-tool',
      tool({ timeout: effective(false, { ms: 'none' }) }),
      'violated',
      'warning',
    ),
    row('reliability/tool-timeouts', 'every-tool', tool({ timeout: 'unknown' }), 'unknown'),
    row(
      'reliability/tool-timeouts',
      'every-tool',
      tool({ hosted: true, timeout: 'not-applicable' }),
      'not-applicable',
    ),
    row(
      'reliability/tool-timeouts',
      'every-tool',
      tool({ timeout: 'not-applicable', databaseTimeout: false, effects: effects('db-read', 'read') }),
      'open',
      'information',
    ),
    row('security/rate-limiting', 'every-endpoint', endpoint({ rateLimited: true }), 'met'),
    row('security/rate-limiting', 'every-endpoint', endpoint({ rateLimited: false }), 'violated', 'warning'),
    row('security/rate-limiting', 'every-endpoint', endpoint({ rateLimited: 'unknown' }), 'unknown'),
    row(
      'security/rate-limiting',
      'every-endpoint',
      endpoint({ rateLimited: false, form: 'cron' }),
      'not-applicable',
    ),
    row(
      'security/rate-limiting',
      'every-endpoint',
      endpoint({ rateLimited: false, local: true }),
      'not-applicable',
    ),
    row(
      'security/rate-limiting',
      'every-endpoint',
      fact('mcp-server', 's', { audience: 'product', side: 'server', transport: 'http', rateLimited: false }),
      'violated',
      'warning',
    ),
    row('security/least-privilege-tools', 'explicit-tools', agent({ toolGrant: 'explicit' }), 'met'),
    row(
      'security/least-privilege-tools',
      'explicit-tools',
      agent({ toolGrant: 'wildcard' }),
      'violated',
      'warning',
    ),
    row(
      'security/least-privilege-tools',
      'explicit-tools',
      agent({ toolGrant: 'toolkit' }),
      'violated',
      'warning',
    ),
    row(
      'security/least-privilege-tools',
      'explicit-tools',
      agent({ toolGrant: 'explicit', tools: 16 }),
      'met',
      'information',
    ),
    row(
      'security/least-privilege-tools',
      'explicit-tools',
      fact('mcp-server', 's', {
        audience: 'product',
        side: 'client',
        filter: false,
        filterable: true,
        widest: 'write-external',
      }),
      'violated',
      'warning',
    ),
    row('security/least-privilege-tools', 'bounded-tools', agent({}), 'met'),
    row(
      'security/least-privilege-tools',
      'bounded-tools',
      agent({ bypasses: effective(true, [{ kind: 'permission', severity: 'error', what: 'x' }]) }),
      'violated',
      'error',
    ),
    row(
      'security/least-privilege-tools',
      'bounded-tools',
      fact('mcp-server', 's', {
        audience: 'developer',
        bypasses: effective(true, [{ kind: 'wildcard-rule', severity: 'warning', what: 'x' }]),
      }),
      'met',
    ),
    row(
      'security/least-privilege-tools',
      'bounded-tools',
      tool({ effects: effects('shell', 'write-external') }),
      'violated',
      'error',
    ),
    row(
      'security/least-privilege-tools',
      'bounded-tools',
      tool({ effects: effects('shell', 'write-own', { sandboxed: true }) }),
      'met',
    ),
    row(
      'security/least-privilege-tools',
      'bounded-tools',
      fact('deployable', 'd', { form: 'workload', reachesModel: true, privileged: true }),
      'violated',
      'warning',
    ),
    row(
      'security/human-approval',
      'approval',
      tool({ effects: effects('message-send', 'write-external'), approval: false }),
      'violated',
      'warning',
    ),
    row(
      'security/human-approval',
      'approval',
      tool({ effects: effects('payment', 'write-external'), approval: false }),
      'violated',
      'error',
    ),
    row(
      'security/human-approval',
      'approval',
      tool({ effects: effects('payment', 'write-external'), approval: true }),
      'met',
    ),
    row(
      'security/human-approval',
      'approval',
      tool({ effects: effects('network', 'unknown'), approval: false }),
      'unknown',
    ),
    row(
      'security/human-approval',
      'approval',
      tool({ effects: effects('db-write', 'write-own'), approval: false }),
      'not-applicable',
      'information',
    ),
    row('observability/semantic-traces', 'llm-calls', call({ traced: true }), 'met'),
    row(
      'observability/semantic-traces',
      'llm-calls',
      call({ traced: false, connected: true }),
      'violated',
      'warning',
    ),
    row('observability/semantic-traces', 'llm-calls', call({ traced: false, connected: false }), 'open'),
    row(
      'observability/semantic-traces',
      'llm-calls',
      call({ traced: false, connected: true, output: 'embedding' }),
      'not-applicable',
    ),
    row(
      'observability/semantic-traces',
      'tool-calls',
      tool({ traced: false, connected: true }),
      'violated',
      'warning',
    ),
    row('observability/semantic-traces', 'decisions', agent({ traced: true }), 'met'),
    row('observability/semantic-traces', 'decisions', agent({ traced: false }), 'open'),
    row('cost/budget-limits', 'budget', agent({ budget: 'unset' }), 'open'),
    row('cost/budget-limits', 'budget', agent({ budget: 'set' }), 'met'),
    row('cost/budget-limits', 'bounded-loop', agent({ loopBound: 'set' }), 'met'),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('set', { n: 5000 }) }),
      'met',
      'information',
    ),
    row('cost/budget-limits', 'bounded-loop', agent({ loopBound: effective('default', { n: 25 }) }), 'met'),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('default', { n: 50 }) }),
      'met',
      'information',
    ),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('default', { n: 1000 }) }),
      'violated',
      'warning',
    ),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('default', { n: 'none' }) }),
      'violated',
      'warning',
    ),
    row('cost/budget-limits', 'bounded-loop', agent({ loopBound: 'unset' }), 'violated', 'warning'),
    row('cost/budget-limits', 'bounded-loop', agent({ loopBound: 'not-applicable' }), 'not-applicable'),
    row('cost/budget-limits', 'bounded-loop', agent({ loopBound: 'unknown' }), 'unknown'),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('unknown', { n: 25, default: 25 }) }),
      'unknown',
    ),
    row(
      'cost/budget-limits',
      'bounded-loop',
      agent({ loopBound: effective('unknown', { n: 10007, default: 10007 }) }),
      'violated',
      'warning',
    ),
    row('cost/budget-limits', 'bounded-loop', call({ loop: 'unbounded' }), 'violated', 'warning'),
    row('cost/budget-limits', 'bounded-loop', call({ loop: 'waits' }), 'met'),
    row('reliability/graceful-degradation', 'fallback-response', endpoint({ handled: true }), 'met'),
    row(
      'reliability/graceful-degradation',
      'fallback-response',
      endpoint({ handled: true, databaseHandled: false }),
      'met',
      'information',
    ),
    row(
      'reliability/graceful-degradation',
      'fallback-response',
      endpoint({ handled: false }),
      'violated',
      'warning',
    ),
    row('testing/tool-unit-tests', 'every-tool', tool({ tested: true }), 'met'),
    row('testing/tool-unit-tests', 'every-tool', tool({ tested: false }), 'open', 'information'),
    row('testing/tool-unit-tests', 'every-tool', tool({ hosted: true, tested: false }), 'not-applicable'),
    row('ux/friendly-errors', 'no-raw-errors', endpoint({ rawErrors: true }), 'violated', 'warning'),
    row(
      'ux/friendly-errors',
      'no-raw-errors',
      endpoint({ rawErrors: false, internals: true }),
      'met',
      'information',
    ),
    row(
      'ux/friendly-errors',
      'no-raw-errors',
      fact('deployable', 'd', { form: 'process', debug: true }),
      'violated',
      'warning',
    ),
    row(
      'security/secrets-from-env',
      'no-hardcoded',
      fact('model-client', 'c', { browser: true, apiKey: 'env' }),
      'violated',
      'error',
    ),
    row(
      'security/secrets-from-env',
      'no-hardcoded',
      fact('model-client', 'c', { browser: true, apiKey: 'param' }),
      'not-applicable',
      'information',
    ),
    row('security/secrets-from-env', 'no-hardcoded', fact('secret-use', 's', { source: 'env' }), 'met'),
  ])('%s %s of %o is %s', (item, facet, subject, state, severities) => {
    const result = assess({
      inventory: inventory({ facts: [subject] }),
      rules,
      today: '2026-11-22',
      textOf: () => '',
    })!;
    const found = result.items.find(({ id }) => id === item)?.facets.find(({ id }) => id === facet);
    expect(found?.state).toBe(state);
    const own = result.findings.filter((finding) => finding.item === item && finding.facet === facet);
    expect(own.map(({ severity }) => severity).join(',')).toBe(severities);
  });
});

describe('what a message says is known', () => {
  it.each([
    [{ reachesModel: true }, /costs model tokens/],
    [{ reachesModel: false, calledByTool: true }, /tools of agents depend on it/],
    [{ reachesModel: 'unknown', calledByTool: true }, /tools of agents depend on it/],
  ])('of an endpoint without limits with %o', (attributes, text) => {
    const facts = [endpoint({ rateLimited: false, form: 'route', ...attributes })];
    const { findings } = assess({
      inventory: inventory({ facts }),
      rules,
      today: '2026-11-22',
      textOf: () => '',
    })!;
    expect(findings.map(({ rule }) => rule)).toContain('unlimited-endpoint');
    expect(findings.find(({ rule }) => rule === 'unlimited-endpoint')?.message).toMatch(text);
  });
});
