import { describe, expect, it } from 'vitest';
import { evaluating, joinEvaluations } from '../../../../server/src/checklist/rules/evaluate';
import type { Rule } from '../../../../server/src/checklist/rules/rule';
import { InventoryWorld } from '../../../../server/src/checklist/rules/world';
import { createMembership } from '../../../../server/src/checklist/status/membership';
import { complete } from '../../../../server/src/checklist/steps';
import type { Fact } from '../../../../server/src/inventory/facts/fact';
import type { ConfigNode, ConfigSummary } from '../../../../server/src/languages/summary/config';
import { at, effective, evidence, fact, inventory, type Parts } from '../handmade';
import { loadSmall, rule } from './memoryRules';

/** Decisions of rules over all apps. */
function evaluate(rules: readonly Rule[], world: InventoryWorld) {
  return joinEvaluations(
    rules,
    world.apps().map((app) => complete(evaluating(rules, world, app))!),
  );
}

/** Answers of one rule over these parts, in order. */
function answers(lines: string, parts: Parts, facet = 'each-call', settings: Record<string, number> = {}) {
  const { rules, errors } = loadSmall(rule(lines, facet), { 'prices/models.yaml': 'top: [gpt-5, opus]' });
  expect(errors).toEqual([]);
  const found = inventory(parts);
  const world = new InventoryWorld(
    found,
    createMembership(found),
    rules.subjects,
    (_directory, name) => settings[name],
  );
  const { decisions, errors: thrown } = evaluate(rules.rules, world);
  expect(thrown).toEqual([]);
  return decisions;
}

const call = (attributes: Parameters<typeof fact>[2], more: Partial<Fact> = {}) =>
  fact('model-call', 'ask', attributes, more);
const tool = (attributes: Parameters<typeof fact>[2], more: Partial<Fact> = {}) =>
  fact('tool', 'act', { attached: true, ...attributes }, more);

/** The truth of one condition: true becomes met, false unset, unknown unknown. */
function truth(condition: string, subject: Fact, parts: Parts = {}, settings: Record<string, number> = {}) {
  const lines = `subject: { kind: ${subject.kind} }\ndecide: { met: ${condition}, unset: { not: ${condition} } }`;
  return answers(lines, { facts: [subject], ...parts }, 'each-call', settings).map(({ answer }) => answer)[0];
}

describe('operators', () => {
  it.each([
    ['{ attr: maxTokens, is: set }', 'met'],
    ['{ attr: maxTokens, is: unset }', 'unset'],
    ['{ attr: maxTokens, in: [unset, set] }', 'met'],
    ['{ attr: maxTokens.effective.n, is: number }', 'met'],
    ['{ attr: maxTokens.effective.n, greaterThan: 4095 }', 'met'],
    ['{ attr: maxTokens.effective.n, greaterThan: 4096 }', 'unset'],
    ['{ attr: maxTokens.effective.n, greaterThan: { manifest: defaults.outputCap, default: 1 } }', 'unset'],
    ['{ attr: maxTokens.unsetBranch, exists: false }', 'met'],
    ['{ attr: model.effective, matches: "^gpt-\\\\d" }', 'met'],
    ['{ attr: model.effective, matches: "claude" }', 'unset'],
    ['{ attr: model.effective, listedIn: "prices/models#top" }', 'met'],
    ['{ attr: model.effective, count: 2 }', 'met'],
    ['{ attr: model.effective, count: { atLeast: 3 } }', 'unset'],
    ['{ attr: maxTokens, sameAs: timeout }', 'met'],
    ['{ attr: maxTokens, sameAs: retries }', 'unset'],
    ['{ attr: traced, is: true }', 'unknown'],
    ['{ attr: maxTokens, sameAs: traced }', 'unknown'],
    ['{ attr: links.calls, reaches: asked }', 'met'],
    ['{ attr: links.none, reaches: asked }', 'unset'],
  ])('%s is %s', (condition, expected) => {
    const subject = call(
      {
        maxTokens: effective('set', { n: 4096 }),
        timeout: 'set',
        retries: 'default',
        model: effective('set', ['gpt-5', 'small']),
        traced: 'unknown',
      },
      { links: { calls: ['tool:src/app.ts#act'] } },
    );
    expect(truth(condition, subject, { facts: [subject, tool({})] }, { 'defaults.outputCap': 5000 })).toBe(
      expected,
    );
  });

  it('sum adds up what a list holds, and is unknown only while what is missing could matter', () => {
    const budget = (last: string | number) =>
      truth(
        '{ attr: live.effective, sum: { of: what, greaterThan: 10 } }',
        fact('test', 't', { live: effective('some', [{ what: 6 }, { what: last }]) }),
      );
    expect(budget(5)).toBe('met');
    expect(budget(4)).toBe('unset');
    expect(budget('unknown')).toBe('unknown');
  });
});

describe('three values', () => {
  const open = call({ maxTokens: 'unknown', timeout: 'set' });

  it.each([
    ['{ all: [{ attr: timeout, is: unset }, { attr: maxTokens, is: set }] }', 'unset'],
    ['{ all: [{ attr: timeout, is: set }, { attr: maxTokens, is: set }] }', 'unknown'],
    ['{ any: [{ attr: timeout, is: set }, { attr: maxTokens, is: set }] }', 'met'],
    ['{ any: [{ attr: timeout, is: unset }, { attr: maxTokens, is: set }] }', 'unknown'],
    ['{ not: { attr: maxTokens, is: set } }', 'unknown'],
  ])('%s is %s', (condition, expected) => {
    expect(truth(condition, open)).toBe(expected);
  });

  it('an absent attribute is unknown, unless the table says what absence means', () => {
    expect(truth('{ attr: timeout, is: set }', call({}))).toBe('unknown');
    expect(truth('{ attr: local, is: true }', call({}))).toBe('unset');
  });
});

describe('decide', () => {
  const lines =
    'decide: { exempt: { attr: local, is: true }, met: { attr: traced, is: true }, unset: { attr: maxTokens, is: unset } }';
  const answer = (attributes: Parameters<typeof fact>[2], text = lines) =>
    answers(text, { facts: [call(attributes)] })[0]?.answer;

  it('tries exempt, met, unset', () => {
    expect(answer({ local: true, traced: true, maxTokens: 'unset' })).toBe('exempt');
    expect(answer({ traced: true, maxTokens: 'unset' })).toBe('met');
    expect(answer({ traced: false, maxTokens: 'unset' })).toBe('unset');
    expect(answer({ traced: false, maxTokens: 'set' })).toBe('unknown');
  });

  it('an unknown before a true one makes the answer unknown', () => {
    expect(answer({ local: 'unknown', traced: true, maxTokens: 'unset' })).toBe('unknown');
    expect(answer({ traced: 'unknown', maxTokens: 'unset' })).toBe('unknown');
  });

  it('else decides what fits nothing: met, abstain', () => {
    const with_ = (word: string) => lines.replace('unset: { attr', `else: ${word}, unset: { attr`);
    expect(answer({ traced: false, maxTokens: 'set' }, with_('met'))).toBe('met');
    expect(answer({ traced: false, maxTokens: 'set' }, with_('abstain'))).toBeUndefined();
    expect(answer({ traced: 'unknown', maxTokens: 'set' }, with_('abstain'))).toBe('unknown');
  });

  it('picks the first severity whose condition holds, and the quieter one when that cannot be told', () => {
    const text =
      'decide: { unset: { attr: maxTokens, is: unset } }\nmessage: m\nseverity: [{ when: { attr: connected, is: true }, is: error }, { is: warning }]';
    const severity = (connected: boolean | string) =>
      answers(text, { facts: [call({ maxTokens: 'unset', connected })] })[0]?.severity;
    expect(severity(true)).toBe('error');
    expect(severity(false)).toBe('warning');
    expect(severity('unknown')).toBe('warning');
  });

  it('advice speaks only when it has found something', () => {
    const text =
      'decide: { unset: { attr: maxTokens, is: unset } }\nadvice: true\nseverity: hint\nmessage: m';
    expect(answers(text, { facts: [call({ maxTokens: 'unknown' })] })).toEqual([]);
    expect(answers(text, { facts: [call({ maxTokens: 'unset' })] })[0]).toMatchObject({
      answer: 'unset',
      advice: true,
    });
  });

  it('says the first message whose condition is known to hold', () => {
    const text =
      'decide: { unset: { attr: maxTokens, is: set } }\nseverity: hint\nmessage:\n  - { when: { attr: connected, is: true }, is: "{subject} is seen" }\n  - { is: "{subject} is {attr.maxTokens}" }';
    const message = (connected: boolean | string) =>
      answers(text, { facts: [call({ maxTokens: 'set', connected })] })[0]?.mark?.message;
    expect(message(true)).toBe('{subject} is seen');
    expect(message(false)).toBe('{subject} is set');
    expect(message('unknown')).toBe('{subject} is set');
  });

  it('once marks as shared what a default decides, for one SDK and project', () => {
    const text =
      'decide: { unset: { attr: maxTokens, in: [set, default] } }\nadvice: true\nonce: { attr: maxTokens, is: default }\nseverity: hint\nmessage: m';
    const shared = (word: string, more: object = {}) =>
      answers(text, { facts: [{ ...call({ maxTokens: word }), ...more }] })[0]?.mark?.shared;
    expect(shared('set')).toBeUndefined();
    expect(shared('default')).toBeDefined();
    expect(shared('default', { sdk: 'other' })).not.toBe(shared('default'));
    expect(shared('default', { project: 'other' })).not.toBe(shared('default'));
  });

  it('says of a proof what the rule words, else why it is met, from a capital on', () => {
    const proof = (more: string) =>
      answers(`decide: { met: { attr: maxTokens, is: set } }\n${more}`, {
        facts: [call({ maxTokens: effective('set', { n: 7 }, { because: 'set on the client' }) })],
      })[0]?.evidence?.label;
    expect(proof('')).toBe('Set on the client');
    expect(proof('proof: "at most {attr.maxTokens.effective.n}: {because}"')).toBe(
      'At most 7: set on the client',
    );
    const many = (n: string) =>
      `proof:\n  - { when: { attr: maxTokens.effective.n, is: ${n} }, is: "A" }\n  - { is: "B" }`;
    expect(proof(many('number'))).toBe('A');
    expect(proof(many('none'))).toBe('B');
  });

  it('fills attributes into the message and leaves the subject to be merged', () => {
    const text =
      'decide: { unset: { attr: maxTokens, is: set } }\nseverity: hint\nmessage: "{subject} has {attr.maxTokens.effective.n}"';
    const [decision] = answers(text, { facts: [call({ maxTokens: effective('set', { n: 7 }) })] });
    expect(decision?.mark?.message).toBe('{subject} has 7');
  });
});

describe('subjects', () => {
  const lines =
    'subject: { isA: asked, where: { has: { attr: effects.effective, where: { grade: write-external } } } }\ndecide: { met: { attr: approval, is: true }, unset: { attr: approval, is: false } }';
  const answer = (attributes: Parameters<typeof fact>[2], more: Partial<Fact> = {}) =>
    answers(lines, { facts: [tool(attributes, more)] })[0];

  it('are chosen by their elements', () => {
    const effects = (grade: string) =>
      effective('some', [
        { name: 'network', grade: 'read' },
        { name: 'payment', grade },
      ]);
    expect(answer({ approval: false, effects: effects('write-external') })?.answer).toBe('unset');
    expect(answer({ approval: false, effects: effects('read') })).toBeUndefined();
  });

  it('are unknown where the choice cannot be made, with what blocked', () => {
    const blockers = [{ why: 'a call into an unknown package', place: at('src/t.ts') }];
    const unknown = effective('unknown', [{ name: 'network', grade: 'read' }], { blockers });
    const told = 'what the tool does outside cannot be told: a call into an unknown package';
    expect(answer({ approval: false, effects: unknown })).toMatchObject({
      answer: 'unknown',
      blockers: [{ why: told, place: at('src/t.ts') }],
    });
    const grade = effective('some', [{ name: 'network', grade: 'unknown' }]);
    expect(answer({ approval: false, effects: grade })?.answer).toBe('unknown');
  });

  it('stand by what is sure: a known external write, though more may be there; an approval either way', () => {
    const known = effective('unknown', [{ name: 'payment', grade: 'write-external' }]);
    expect(answer({ approval: false, effects: known })?.answer).toBe('unset');
    expect(answer({ approval: true, effects: effective('unknown', []) })?.answer).toBe('met');
  });

  it('follow the mark of the linker for a named subject', () => {
    const effects = effective('some', [{ name: 'payment', grade: 'write-external' }]);
    expect(answer({ attached: false, approval: false, effects }, { isA: { asked: true } })?.answer).toBe(
      'unset',
    );
    expect(answer({ attached: false, approval: false, effects }, { isA: { asked: 'unknown' } })?.answer).toBe(
      'unknown',
    );
    expect(answer({ attached: false, approval: false, effects })).toBeUndefined();
  });

  it('in test code are none, unless the rule says so', () => {
    const effects = effective('some', [{ name: 'payment', grade: 'write-external' }]);
    expect(answer({ approval: false, effects }, { role: 'test' })).toBeUndefined();
    const anywhere = answers(`${lines}\nroles: [test]`, {
      facts: [tool({ approval: false, effects }, { role: 'test' })],
    });
    expect(anywhere).toHaveLength(1);
  });
});

describe('guards and products', () => {
  const mark = (paths: 'every' | 'some' | 'unknown', more = {}) => ({
    guard: 'approval',
    paths,
    place: at('src/g.ts'),
    because: 'b',
    ...more,
  });
  const guarded = (guards: Fact['guards'], condition = '{ guardedBy: { guard: approval } }') =>
    truth(condition, tool({}, { guards }));

  it('count on every path, are unknown on some', () => {
    expect(guarded([mark('every')])).toBe('met');
    expect(guarded([mark('some')])).toBe('unknown');
    expect(guarded([mark('some'), mark('every')])).toBe('met');
    expect(guarded([])).toBe('unset');
  });

  it('count for the argument and facets they are marked with', () => {
    const wanted = '{ guardedBy: { guard: approval, argument: url, facets: [pii] } }';
    expect(guarded([mark('every', { argument: 'url', facets: ['pii', 'x'] })], wanted)).toBe('met');
    expect(guarded([mark('every', { argument: 'path' })], wanted)).toBe('unset');
    expect(guarded([mark('every', { facets: ['topic'] })], wanted)).toBe('unset');
    expect(guarded([mark('every')], wanted)).toBe('met');
  });

  it('a product counts wired, blocks declared, and only from the role asked for', () => {
    const product = (
      more: Parameters<typeof evidence>[1],
      condition = '{ product: { capability: cache } }',
    ) => truth(condition, call({}), { evidence: [evidence('cache', more)] });
    expect(product({})).toBe('met');
    expect(product({ strength: 'declared' })).toBe('unknown');
    expect(product({ role: 'test' })).toBe('unset');
    expect(product({ role: 'product' }, '{ product: { capability: cache, proof: config } }')).toBe('unset');
    expect(product({ project: 'elsewhere' })).toBe('unset');
    expect(product({}, '{ product: { capability: cache, around: subject } }')).toBe('unset');
  });

  it('one proof is enough for a some facet; a declared product blocks', () => {
    const prove = (parts: Parts) =>
      answers(
        'evidence: [{ product: { capability: cache } }, { attr: traced, is: true }]',
        { facts: [call({ traced: false })], ...parts },
        'one',
      )[0];
    expect(prove({ evidence: [evidence('cache')] })).toMatchObject({
      answer: 'met',
      evidence: { path: 'infra/config.yaml' },
    });
    expect(prove({ evidence: [evidence('cache', { strength: 'declared' })] })?.answer).toBe('unknown');
    expect(prove({})?.answer).toBe('unset');
  });
});

describe('configuration', () => {
  const span = { start: 0, end: 50 };
  const scalar = (value: string | number | boolean): ConfigNode => ({ kind: 'scalar', value, ...span });
  const map = (entries: Record<string, ConfigNode>): ConfigNode => ({
    kind: 'map',
    ...span,
    entries: Object.entries(entries).map(([key, value], index) => ({
      key,
      value,
      keySpan: { start: index, end: index + 1 },
    })),
  });
  const list = (...items: ConfigNode[]): ConfigNode => ({ kind: 'list', items, ...span });
  const file = (path: string, as: string, document: ConfigNode, errors: ConfigSummary['errors'] = []) => ({
    kind: 'config' as const,
    path,
    as,
    format: 'yaml',
    documents: errors.length > 0 ? [] : [document],
    lineStarts: [0],
    length: 50,
    errors,
    comments: [],
  });

  it('is a subject at a path, each node its own', () => {
    const policy = file(
      'akios.yaml',
      'akios',
      map({ tools: list(map({ allow: scalar('*') }), map({ allow: scalar('search') })) }),
    );
    const found = answers(
      'subject: { config: akios, at: "tools[*].allow" }\ndecide: { unset: { is: "*" }, else: abstain }',
      { configs: [policy] },
    );
    expect(found.map(({ subject, answer }) => [subject, answer])).toEqual([
      ['config:akios.yaml#tools[0].allow', 'unset'],
    ]);
  });

  it('a templated value and a file that does not parse are unknown', () => {
    const lines = 'subject: { config: akios, at: open }\ndecide: { unset: { is: true }, else: abstain }';
    const templated = file('a.yaml', 'akios', map({ open: { kind: 'templated', text: '{{ x }}', ...span } }));
    expect(answers(lines, { configs: [templated] })[0]?.answer).toBe('unknown');
    const broken = file('b.yaml', 'akios', map({}), [{ message: 'bad indent', start: 3, end: 4 }]);
    expect(answers(lines, { configs: [broken] })[0]).toMatchObject({
      answer: 'unknown',
      subjectPlace: at('b.yaml', 3, 4),
    });
    expect(answers(lines, { configs: [file('c.yaml', 'other', map({ open: scalar(true) }))] })).toEqual([]);
  });

  it('is read below a workload, for its own containers only', () => {
    const containers = list(
      map({ name: scalar('app'), readinessProbe: map({}) }),
      map({ name: scalar('proxy') }),
    );
    const workload = (names: string[] | undefined) =>
      fact(
        'deployable',
        'w',
        { form: 'workload', own: names ? effective('some', names) : 'unknown' },
        { place: at('k8s.yaml', 1) },
      );
    const probe = '{ configPath: "spec.containers[$own].readinessProbe", exists: true }';
    const configs = [file('k8s.yaml', 'kubernetes', map({ spec: map({ containers }) }))];
    expect(truth(probe, workload(['app']), { configs })).toBe('met');
    expect(truth(probe, workload(['app', 'proxy']), { configs })).toBe('unset');
    expect(truth(probe, workload(undefined), { configs })).toBe('unknown');
    expect(truth(probe, workload(['app']))).toBe('unknown');
    expect(
      truth(
        '{ configPath: "spec.containers[?name=proxy].readinessProbe", exists: true }',
        workload(['app']),
        { configs },
      ),
    ).toBe('unset');
    expect(
      truth('{ configPath: "spec.containers[1].name", is: proxy }', workload(['app']), { configs }),
    ).toBe('met');
  });
});

describe('a rule that throws', () => {
  it('is reported once and skipped alone', () => {
    const { rules } = loadSmall(
      `${rule('decide: { met: { attr: traced, is: true } }')}---\n${rule('decide: { met: { attr: traced, is: true } }', 'each-call', 'second')}`,
    );
    const [first, second] = rules.rules;
    const broken = {
      ...first!,
      met: {
        ...first!.met!,
        test: () => {
          throw new Error('boom');
        },
      },
    };
    const found = inventory({ facts: [call({ traced: true }), fact('model-call', 'b', { traced: true })] });
    const world = new InventoryWorld(found, createMembership(found), rules.subjects, () => undefined);
    const { decisions, errors } = evaluate([broken, second!], world);
    expect(errors).toEqual([
      { rule: 'small-fault', message: expect.stringMatching(/^Error at .*conditions\.test\.ts/) },
    ]);
    expect(decisions.map((each) => each.rule)).toEqual(['second', 'second']);
  });
});
