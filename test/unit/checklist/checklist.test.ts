import { describe, expect, it } from 'vitest';
import { type AssessInput, assess, knownNames } from '../../../server/src/checklist/checklist';
import { AssessmentMemory } from '../../../server/src/checklist/memory';
import { parseIgnores } from '../../../server/src/manifest/ignores';
import { createManifest } from '../../../server/src/manifest/manifest';
import { parseManifest } from '../../../server/src/manifest/parse';
import { loadReal } from './diskReader';
import { at, effective, evidence, fact, inventory, type Parts, project, secret } from './handmade';

const { rules } = loadReal();

function run(parts: Parts, more: Partial<AssessInput> = {}) {
  const assessment = assess({
    inventory: inventory(parts),
    rules,
    today: '2026-11-22',
    textOf: ({ path, start, end }) => `${path}:${start}-${end}`,
    ...more,
  })!;
  const item = (id: string, scope?: string) => {
    const items =
      scope === undefined ? assessment.items : assessment.scopes.find((each) => each.id === scope)?.items;
    return items?.find((each) => each.id === id);
  };
  const found = (rule: string) => assessment.findings.filter((finding) => finding.rule === rule);
  return { ...assessment, item, found, status: (id: string, scope?: string) => item(id, scope)?.status };
}

function manifest(text: string, path = 'airworthy.yaml') {
  return createManifest([parseManifest(path, text)]);
}

const call = (
  name: string,
  attributes: Parameters<typeof fact>[2] = {},
  more: Parameters<typeof fact>[3] = {},
) => fact('model-call', name, { call: 'request', output: 'text', ...attributes }, more);

describe('assess', () => {
  it('has all 45 items in checklist order and gives each a status', () => {
    const { items } = run({ facts: [call('ask')] });
    expect(items).toHaveLength(45);
    expect(items[0]?.id).toBe('security/secrets-from-env');
    expect(items[44]?.id).toBe('ux/loading-states');
    expect(items.filter(({ status }) => status === 'not-checked')).toHaveLength(33);
  });

  it('says readiness null while items are not checked, and shows its parts', () => {
    const { readiness } = run({ facts: [call('ask', { maxTokens: 'set' })] });
    expect(readiness.ready).toBeNull();
    expect(readiness.notChecked).toBe(33);
    expect(readiness.passing).toBeGreaterThan(0);
  });

  it('finds no agent: everything not-applicable, readiness null', () => {
    const { readiness, status } = run({ projects: [project('', 'outside')] });
    expect(readiness).toMatchObject({ ready: null, score: null, applicable: 0 });
    expect(status('cost/max-tokens')).toBe('not-applicable');
  });

  it('passes output caps where they are set, and shows the line that proves it', () => {
    const shown = at('src/llm.ts', 40);
    const { item } = run({
      facts: [
        call('ask', {
          maxTokens: effective('inherited', { n: 4096 }, { place: shown, because: 'set on the client' }),
        }),
      ],
    });
    expect(item('cost/max-tokens')).toMatchObject({ status: 'passing', findings: [] });
    expect(item('cost/max-tokens')?.facets[0]?.evidence).toEqual([
      { ...shown, label: 'At most 4096 tokens', subjects: [{ name: 'ask', place: expect.anything() }] },
    ]);
  });

  it('fails an uncapped call with a warning at its nearest definition, merged over the calls that share it', () => {
    const client = { ...at('src/llm.ts', 7), role: 'client' as const };
    const unset = { value: 'unset', definitions: [client] };
    const { status, found } = run({
      facts: [call('a', { maxTokens: unset }), call('bb', { maxTokens: unset })],
    });
    expect(status('cost/max-tokens')).toBe('failing');
    expect(found('missing-output-cap')).toHaveLength(1);
    const [finding] = found('missing-output-cap');
    expect(finding).toMatchObject({
      severity: 'warning',
      place: at('src/llm.ts', 7),
      fixes: ['set-output-cap'],
    });
    expect(finding?.subjects).toEqual(['model-call:src/app.ts#a', 'model-call:src/app.ts#bb']);
    expect(finding?.related.map(({ path }) => path)).toEqual(['src/app.ts', 'src/app.ts']);
    expect(finding?.message).toContain('`a` and 1 other');
    expect(finding?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  it('stays silent and unknown where the cap cannot be told, naming the place that blocked', () => {
    const blocked = { why: 'options come from a parameter', place: at('src/options.ts', 3) };
    const { item, findings } = run({
      facts: [call('ask', { maxTokens: { value: 'unknown', blockers: [blocked] } })],
    });
    expect(item('cost/max-tokens')).toMatchObject({ status: 'unknown' });
    expect(item('cost/max-tokens')?.note).toContain('options come from a parameter (src/options.ts)');
    expect(item('cost/max-tokens')?.facets[0]?.blockers).toEqual([
      {
        ...blocked.place,
        label: `whether the length of the answer is capped cannot be told: ${blocked.why}`,
      },
    ]);
    expect(findings.filter(({ item: id }) => id === 'cost/max-tokens')).toEqual([]);
  });

  it('warns at the branch of a one-of that is certainly uncapped, though the whole is unknown', () => {
    const branch = at('src/app.ts', 80);
    const { status, found } = run({
      facts: [call('ask', { maxTokens: { value: 'unknown', unsetBranch: branch } })],
    });
    expect(status('cost/max-tokens')).toBe('failing');
    expect(found('branch-without-output-cap')[0]?.place).toEqual(branch);
  });

  it('leaves exempt calls out of the count', () => {
    const { item } = run({
      facts: [call('a', { maxTokens: 'not-applicable' }), call('bb', { maxTokens: 'set' })],
    });
    expect(item('cost/max-tokens')?.facets[0]).toMatchObject({ state: 'met', met: 1, unset: 0, unknown: 0 });
  });

  it('is not applicable where every subject is exempt or there is none, and says so', () => {
    expect(run({ facts: [call('a', { maxTokens: 'not-applicable' })] }).status('cost/max-tokens')).toBe(
      'not-applicable',
    );
    const none = run({ facts: [fact('agent', 'bot')] }).item('cost/max-tokens');
    expect(none).toMatchObject({
      status: 'not-applicable',
      note: 'no model request that answers with text found',
    });
  });
});

describe('no raw error anywhere', () => {
  it('passes with the count as its proof', () => {
    const { item } = run({
      facts: ['a', 'bb', 'ccc'].map((name) => fact('endpoint', name, { rawErrors: false })),
    });
    expect(item('ux/friendly-errors')).toMatchObject({
      status: 'passing',
      note: '3 places looked at, none found',
    });
  });

  it('makes one finding for each place that leaks', () => {
    const places = [at('src/a.ts', 1), at('src/b.ts', 2)];
    const { found, status } = run({ facts: [fact('endpoint', 'a', { rawErrors: { value: true, places } })] });
    expect(status('ux/friendly-errors')).toBe('failing');
    expect(found('raw-error-shown').map(({ place }) => place.path)).toEqual(['src/a.ts', 'src/b.ts']);
  });

  it('is unknown where the error paths of one endpoint could not be followed', () => {
    const { item } = run({
      facts: [fact('endpoint', 'a', { rawErrors: false }), fact('endpoint', 'bb', { rawErrors: 'unknown' })],
    });
    expect(item('ux/friendly-errors')?.facets[0]).toMatchObject({ state: 'unknown', met: 1, unknown: 1 });
  });
});

describe('no key anywhere', () => {
  const files = [
    fact('file', 'src/app.ts', { text: true }),
    fact('file', 'README.md', { text: true }, { role: 'docs' }),
  ];

  it('passes without a repository, leaving out what needs one', () => {
    const { item } = run({ facts: files });
    expect(item('security/secrets-from-env')).toMatchObject({ status: 'passing' });
    expect(item('security/secrets-from-env')?.facets.map(({ state }) => state)).toEqual([
      'met',
      'not-applicable',
    ]);
    expect(item('security/secrets-from-env')?.facets[1]?.note).toBe('no .env file found');
  });

  it('is unknown for a dotenv file with secrets whose trackedness cannot be read', () => {
    const env = fact(
      'file',
      '.env',
      { text: true, dotenv: true, holdsSecrets: true, tracked: 'unknown' },
      { role: 'config' },
    );
    expect(run({ facts: [...files, env] }).item('security/secrets-from-env')?.facets[1]?.state).toBe(
      'unknown',
    );
  });

  it('passes a dotenv file that git does not track', () => {
    const env = fact(
      'file',
      '.env',
      { text: true, dotenv: true, holdsSecrets: true, tracked: false },
      { role: 'config' },
    );
    expect(run({ facts: [...files, env] }).item('security/secrets-from-env')?.facets[1]?.state).toBe('met');
  });

  it('names a text file that could not be read', () => {
    const blockers = [{ why: 'permission denied', place: at('src/locked.ts') }];
    const locked = fact('file', 'src/locked.ts', { text: { value: 'unknown', blockers } });
    expect(run({ facts: [...files, locked] }).item('security/secrets-from-env')).toMatchObject({
      status: 'unknown',
    });
  });

  it('counts a hardcoded key against the file it stands in, as an error nobody can attest away', () => {
    const text =
      'attestations: [{ item: security/secrets-from-env, by: dana, on: 2026-10-01, expires: 2027-01-01 }]';
    const { item, found } = run(
      {
        facts: [fact('file', 'x', { text: true }, { place: at('src/app.ts') }), ...files.slice(1)],
        secrets: [secret('src/app.ts', 'literal')],
      },
      { manifest: manifest(text) },
    );
    expect(item('security/secrets-from-env')).toMatchObject({ status: 'failing' });
    expect(item('security/secrets-from-env')?.facets[0]).toMatchObject({
      state: 'violated',
      met: 1,
      unset: 1,
    });
    expect(found('hardcoded-secret')[0]).toMatchObject({ severity: 'error', answered: undefined });
    expect(found('hardcoded-secret')[0]?.message).toContain('Read it from OPENAI_API_KEY');
  });

  it('keeps the value out of the fingerprint', () => {
    const print = (text: string) =>
      run({ facts: files, secrets: [secret('src/app.ts', 'literal')] }, { textOf: () => text }).findings[0]
        ?.fingerprint;
    expect(print(`${'a'.repeat(51)}`)).toBe(print(`${'b'.repeat(51)}`));
  });

  it('reports a key in a project out of scope only where there is an app, and counts it for the folder', () => {
    const stray = secret('tools/x.py', 'literal', { project: 'tools' });
    const none = run({ projects: [project('tools', 'outside')], secrets: [stray] });
    expect(none.findings).toEqual([]);
    const both = run({
      projects: [project('tools', 'outside'), project('app')],
      facts: [],
      secrets: [stray],
    });
    expect(both.findings).toHaveLength(1);
    expect(both.status('security/secrets-from-env', 'project:app')).toBe('not-applicable');
    expect(both.status('security/secrets-from-env')).toBe('failing');
  });
});

describe('two apps of which one is traced', () => {
  const traced = call('a', { traced: true, connected: true }, { project: 'one', place: at('one/a.ts') });
  const blind = call('b', { traced: false, connected: false }, { project: 'two', place: at('two/b.ts') });
  const result = run({ projects: [project('one'), project('two')], facts: [traced, blind] });

  it('gives each app its own status, and the folder the worst with counts added', () => {
    const id = 'observability/semantic-traces';
    expect(result.item(id, 'project:one')?.facets[0]?.state).toBe('met');
    expect(result.status(id, 'project:two')).toBe('missing');
    expect(result.item(id, 'folder:')).toMatchObject({ status: 'missing', subjects: 2 });
    expect(result.item(id)?.facets[0]).toMatchObject({ state: 'open', met: 1, unset: 1 });
  });

  it('draws no squiggle where no tracer is connected, and a warning where one cannot see the call', () => {
    expect(result.found('untraced-model-call')).toEqual([]);
    const unseen = run({ facts: [call('a', { traced: false, connected: true })] });
    expect(unseen.found('untraced-model-call')[0]?.severity).toBe('warning');
    expect(unseen.status('observability/semantic-traces')).toBe('failing');
  });

  it('counts evidence only for the app it lies in, what it imports, or the root', () => {
    const endpoint = (app: string) =>
      fact(
        'endpoint',
        'chat',
        { form: 'route', reachesModel: true, rateLimited: false },
        { project: app, place: at(`${app}/api.ts`) },
      );
    const limits = evidence('rate-limit', { project: 'one' });
    const { status } = run({
      projects: [project('one'), project('two')],
      facts: [endpoint('one'), endpoint('two')],
      evidence: [limits],
    });
    expect(status('security/rate-limiting', 'project:one')).toBe('passing');
    expect(status('security/rate-limiting', 'project:two')).toBe('failing');
  });
});

describe('items that are not checked yet', () => {
  it('shows not-checked for no guardrail at all', () => {
    const { item } = run({ facts: [call('ask', { userFacing: true })] });
    expect(item('security/guardrails')?.facets.map(({ state }) => state)).toEqual(
      Array(4).fill('not-checked'),
    );
    expect(item('security/guardrails')?.status).toBe('not-checked');
  });

  it('becomes attested by a valid attestation, and not by an expired one', () => {
    const entry = (expires: string) =>
      `attestations:\n  - { item: performance/semantic-cache, by: dana, on: 2026-08-01, expires: ${expires} }\n`;
    const good = run({ facts: [call('ask')] }, { manifest: manifest(entry('2027-02-01')) });
    expect(good.item('performance/semantic-cache')).toMatchObject({
      status: 'attested',
      attestation: { by: 'dana' },
    });
    expect(good.readiness.attested).toBe(1);
    const late = run({ facts: [call('ask')] }, { manifest: manifest(entry('2026-09-01')) });
    expect(late.status('performance/semantic-cache')).toBe('not-checked');
    expect(late.manifestDiagnostics.map(({ code }) => code)).toEqual(['expired']);
  });

  it('becomes waived by a waiver', () => {
    const text =
      'waivers: [{ item: performance/semantic-cache, reason: not needed, owner: dana, until: 2027-03-01 }]';
    expect(
      run({ facts: [call('ask')] }, { manifest: manifest(text) }).status('performance/semantic-cache'),
    ).toBe('waived');
  });
});

describe('a limiter outside the repository', () => {
  const parts = {
    facts: [fact('endpoint', 'chat', { form: 'route', reachesModel: true, rateLimited: false })],
  };
  const text =
    'attestations: [{ item: security/rate-limiting, facet: every-endpoint, by: dana, on: 2026-10-01, expires: 2027-01-01 }]';

  it('is attested: the finding is answered, the facet attested, the item counts', () => {
    const { item, found, readiness } = run(parts, { manifest: manifest(text) });
    expect(item('security/rate-limiting')).toMatchObject({ status: 'attested' });
    expect(found('unlimited-endpoint')[0]?.answered).toMatchObject({ by: 'dana', expires: '2027-01-01' });
    expect(readiness.attested).toBe(1);
  });

  it('answers only the subjects it names', () => {
    const other = fact('endpoint', 'other', { form: 'route', reachesModel: true, rateLimited: false });
    const named = text.replace('by: dana', 'subjects: [chat], by: dana');
    const { status, found } = run({ facts: [...parts.facts, other] }, { manifest: manifest(named) });
    expect(status('security/rate-limiting')).toBe('failing');
    expect(found('unlimited-endpoint').map(({ answered }) => answered?.by)).toEqual(['dana', undefined]);
  });

  it('does not answer from the manifest of another folder', () => {
    const elsewhere = manifest(text, 'other/airworthy.yaml');
    expect(run(parts, { manifest: elsewhere }).status('security/rate-limiting')).toBe('failing');
  });

  it('is stale when nothing is left to cover', () => {
    const limited = [fact('endpoint', 'chat', { form: 'route', reachesModel: true, rateLimited: true })];
    const { manifestDiagnostics, status } = run({ facts: limited }, { manifest: manifest(text) });
    expect(status('security/rate-limiting')).toBe('passing');
    expect(manifestDiagnostics.map(({ code }) => code)).toEqual(['stale']);
  });
});

describe('a gateway', () => {
  const behind = { baseUrl: effective('env', 'LLM_URL'), retries: 'none', maxTokens: 'unset' };
  const text =
    'gateway: { baseUrlEnv: LLM_URL, provides: [retries, budget, fallback], by: dana, on: 2026-10-01, expires: 2027-04-01 }';

  it('attests what it provides for the calls whose client reads its variable, and nothing else', () => {
    const { status, found } = run({ facts: [call('a', behind)] }, { manifest: manifest(text) });
    expect(status('reliability/retries')).toBe('attested');
    expect(found('missing-retries')[0]?.answered?.by).toBe('dana');
    expect(status('cost/max-tokens')).toBe('failing');
    expect(status('reliability/fallback-models')).toBe('attested');
  });

  it('leaves other calls as they are', () => {
    const beside = call('b', { ...behind, baseUrl: 'default' });
    const { status } = run({ facts: [call('a', behind), beside] }, { manifest: manifest(text) });
    expect(status('reliability/retries')).toBe('failing');
  });

  it('gives an agent a budget only if all its calls go through it', () => {
    const budget = (baseUrl: string) => {
      const calls = [call('a', behind), call('b', { ...behind, baseUrl: effective('env', baseUrl) })];
      const links = { calls: calls.map(({ id }) => id) };
      const agent = fact('agent', 'bot', { budget: 'unset', loopBound: 'set' }, { links });
      return run({ facts: [...calls, agent] }, { manifest: manifest(text) }).status('cost/budget-limits');
    };
    expect(budget('LLM_URL')).toBe('attested');
    expect(budget('OTHER_URL')).toBe('missing');
  });
});

describe('what only an attestation can show', () => {
  const receiving = (expires: string) => {
    const text = `attestations: [{ item: observability/telemetry, facet: receiving, by: d, on: 2026-06-01, expires: ${expires} }]`;
    const facets = run({ facts: [call('a')] }, { manifest: manifest(text) }).item(
      'observability/telemetry',
    )?.facets;
    return facets?.find(({ id }) => id === 'receiving')?.state;
  };

  it('applies once an attestation names it, so that an expired one opens it', () => {
    expect(receiving('2027-01-01')).toBe('attested');
    expect(receiving('2026-11-01')).toBe('open');
    const silent = run({ facts: [call('a')] }).item('observability/telemetry');
    expect(silent?.facets.find(({ id }) => id === 'receiving')?.state).toBe('not-applicable');
  });
});

describe('tools in test code', () => {
  it('are no subjects, and tests that reach out get advice only', () => {
    const stub = fact('tool', 'stub', { tested: false }, { role: 'test' });
    const live = fact(
      'test',
      't',
      { target: 'tool', live: effective('some', [{ what: 'network' }]) },
      { role: 'test' },
    );
    const { item, found } = run({ facts: [stub, live, fact('tool', 'real', { tested: true })] });
    expect(item('testing/tool-unit-tests')).toMatchObject({ status: 'passing', subjects: 1 });
    expect(found('tool-test-reaches-out')).toHaveLength(1);
  });
});

describe('waivers', () => {
  const legacy = call('old', { maxTokens: 'unset' }, { place: at('legacy/old.ts') });
  const waiver =
    'waivers: [{ item: cost/max-tokens, paths: ["legacy/**"], reason: going away, owner: dana, until: 2027-03-01 }]';

  it('take a waived path out, so that the rest decides', () => {
    const { item, found } = run(
      { facts: [legacy, call('ask', { maxTokens: 'set' })] },
      { manifest: manifest(waiver) },
    );
    expect(item('cost/max-tokens')).toMatchObject({
      status: 'passing',
      waiver: { owner: 'dana', until: '2027-03-01' },
    });
    expect(item('cost/max-tokens')?.facets[0]).toMatchObject({ met: 1, unset: 0 });
    expect(found('missing-output-cap')[0]?.suppressed).toMatchObject({ by: 'waiver', until: '2027-03-01' });
  });

  it('make the item waived where nothing else is left', () => {
    expect(run({ facts: [legacy] }, { manifest: manifest(waiver) }).status('cost/max-tokens')).toBe('waived');
  });

  it('have no effect after their day', () => {
    const late = run({ facts: [legacy] }, { manifest: manifest(waiver.replace('2027-03-01', '2026-11-21')) });
    expect(late.status('cost/max-tokens')).toBe('failing');
    expect(late.manifestDiagnostics[0]?.code).toBe('expired');
  });

  it('severity off is one without a date, for an item or a rule', () => {
    for (const name of ['cost/max-tokens', 'missing-output-cap']) {
      const { status, found } = run(
        { facts: [legacy] },
        { manifest: manifest(`severity: { ${name}: off }`) },
      );
      expect(status('cost/max-tokens')).toBe('waived');
      expect(found('missing-output-cap')[0]?.suppressed).toMatchObject({ by: 'severity' });
    }
  });

  it('a softer severity opens the facet instead of violating it', () => {
    const { status, found } = run(
      { facts: [legacy] },
      { manifest: manifest('severity: { missing-output-cap: information }') },
    );
    expect(status('cost/max-tokens')).toBe('missing');
    expect(found('missing-output-cap')[0]?.severity).toBe('information');
  });
});

describe('inline ignores', () => {
  const lines = { lineStarts: [0, 100, 200], length: 300, path: 'src/app.ts' };
  const parsed = (text: string) =>
    parseIgnores(
      { ...lines, comments: [{ text, span: { start: 10, end: 10 + text.length } }] },
      knownNames(rules),
      '2026-11-22',
    );
  const uncapped = call('ask', { maxTokens: 'unset' }, { place: at('src/app.ts', 120) });

  it('take the finding of the next line out and its subject with it', () => {
    const ignores = parsed(
      '// airworthy-ignore-next-line cost/max-tokens until 2027-01-01: capped by the provider',
    );
    const { found, status } = run({ facts: [uncapped] }, { ignores });
    expect(found('missing-output-cap')[0]?.suppressed).toMatchObject({ by: 'inline', until: '2027-01-01' });
    expect(status('cost/max-tokens')).toBe('waived');
  });

  it('are reported when they suppress nothing', () => {
    const ignores = parsed('// airworthy-ignore-next-line retries-switched-off: for the demo');
    const { found, manifestDiagnostics } = run({ facts: [uncapped] }, { ignores });
    expect(found('missing-output-cap')[0]?.suppressed).toBeUndefined();
    expect(manifestDiagnostics.map(({ code }) => code)).toEqual(['unused-ignore']);
  });
});

describe('one cause, one squiggle', () => {
  const shell = fact('tool', 'run', {
    attached: true,
    approval: false,
    effects: effective('some', [{ name: 'shell', grade: 'write-external' }]),
  });

  it('keeps the finding of the rule that supersedes, and lists it in both items', () => {
    const { findings, item } = run({ facts: [shell] });
    const here = findings.filter(
      ({ place }) => place.start === shell.place.start && !['untraced-tool'].includes(place.path),
    );
    const kept = here.filter(({ rule }) =>
      ['unsandboxed-execution-for-agent', 'tool-acts-without-approval'].includes(rule),
    );
    expect(kept.map(({ rule }) => rule)).toEqual(['unsandboxed-execution-for-agent']);
    expect(kept[0]?.alsoIn).toEqual(['security/human-approval']);
    for (const id of ['security/human-approval', 'security/least-privilege-tools']) {
      expect(item(id)).toMatchObject({ status: 'failing' });
      expect(item(id)?.findings).toContain(kept[0]?.fingerprint);
    }
  });

  it('shows the other one when the first is waived', () => {
    const text =
      'waivers: [{ item: security/least-privilege-tools, reason: sandboxed elsewhere, owner: dana }]';
    const { found } = run({ facts: [shell] }, { manifest: manifest(text) });
    expect(found('tool-acts-without-approval')[0]).toMatchObject({
      severity: 'error',
      suppressed: undefined,
    });
    expect(found('unsandboxed-execution-for-agent')[0]?.suppressed?.by).toBe('waiver');
  });
});

describe('agents and libraries', () => {
  const links = { calls: ['model-call:src/app.ts#ask'] };
  const agent = fact('agent', 'bot', { tools: 1, toolGrant: 'explicit' }, { links });

  it('judges an agent by what it reaches', () => {
    const other = call('other', { maxTokens: 'unset' }, { place: at('src/else.ts') });
    const { status } = run({ facts: [agent, call('ask', { maxTokens: 'set' }), other] });
    expect(status('cost/max-tokens')).toBe('failing');
    expect(status('cost/max-tokens', 'agent:agent:src/app.ts#bot')).toBe('passing');
    expect(status('reliability/tool-timeouts', 'agent:agent:src/app.ts#bot')).toBe('not-applicable');
  });

  it('leaves items of tools open where the tools of an agent cannot be told, and says so', () => {
    const blocker = { why: 'they come from elsewhere', place: at('src/tools.ts', 3) };
    const grant = { value: 'unknown', blockers: [blocker] } as const;
    const { item } = run({ facts: [fact('agent', 'bot', { toolGrant: grant }, { links }), call('ask', {})] });
    for (const id of ['security/human-approval', 'reliability/tool-timeouts'])
      expect(item(id)).toMatchObject({
        status: 'unknown',
        note: 'which tools the agent has cannot be told: they come from elsewhere (src/tools.ts)',
      });
  });

  it('judges a library in each app that reaches it, and alone what nobody reaches', () => {
    const shared = call('shared', { maxTokens: 'unset' }, { project: 'lib', place: at('lib/s.ts') });
    const loose = call('loose', { maxTokens: 'unknown' }, { project: 'lib', place: at('lib/l.ts') });
    const user = fact(
      'endpoint',
      'chat',
      {},
      { project: 'one', place: at('one/c.ts'), links: { reaches: [shared.id] } },
    );
    const projects = [project('one', 'app', { imports: ['lib'] }), project('two'), project('lib', 'library')];
    const { status, findings } = run({ projects, facts: [user, shared, loose] });
    expect(status('cost/max-tokens', 'project:one')).toBe('failing');
    expect(status('cost/max-tokens', 'project:two')).toBe('not-applicable');
    expect(status('cost/max-tokens', 'project:lib')).toBe('unknown');
    expect(findings.filter(({ rule }) => rule === 'missing-output-cap')).toHaveLength(1);
  });

  it('counts a part for the app it belongs to', () => {
    const ui = fact(
      'chat-ui',
      'page',
      { rawErrors: { value: true, place: at('web/page.tsx') } },
      { project: 'web', place: at('web/page.tsx') },
    );
    const projects = [project('api'), project('web', 'part', { owner: 'api' })];
    expect(run({ projects, facts: [ui] }).status('ux/friendly-errors', 'project:api')).toBe('failing');
  });
});

describe('runs with a memory', () => {
  const web = project('web');
  const api = project('api');
  const inWeb = (maxTokens: string) =>
    call('ask', { maxTokens }, { project: 'web', place: at('web/ask.ts') });
  const inApi = call('answer', { maxTokens: 'unset' }, { project: 'api', place: at('api/answer.ts') });

  it('give what a run without one gives, whichever app changed', () => {
    const memory = new AssessmentMemory();
    for (const maxTokens of ['unset', 'set', 'unset']) {
      const parts = { projects: [api, web], facts: [inApi, inWeb(maxTokens)] };
      const { items, findings, scopes } = run(parts, { memory });
      const whole = run(parts);
      expect({ items, findings, scopes }).toEqual({
        items: whole.items,
        findings: whole.findings,
        scopes: whole.scopes,
      });
    }
  });

  it('keep the results of an app whose facts are the same', () => {
    const memory = new AssessmentMemory();
    const first = run({ projects: [api, web], facts: [inApi, inWeb('unset')] }, { memory });
    const next = run({ projects: [api, web], facts: [inApi, inWeb('set')] }, { memory });
    const itemsOf = (scopes: typeof first.scopes, path: string) =>
      scopes.find((scope) => scope.kind === 'project' && scope.path === path)?.items;
    expect(itemsOf(next.scopes, 'api')).toBe(itemsOf(first.scopes, 'api'));
    expect(itemsOf(next.scopes, 'web')).not.toBe(itemsOf(first.scopes, 'web'));
  });

  it('see an inline ignore that came, though no fact changed', () => {
    const memory = new AssessmentMemory();
    const facts = [call('ask', { maxTokens: 'unset' }, { place: at('a.ts', 50, 60) })];
    expect(run({ facts }, { memory }).status('cost/max-tokens')).toBe('failing');
    const ignores = {
      ignores: [
        {
          target: 'cost/max-tokens',
          reason: 'short by its prompt',
          place: at('a.ts', 1, 20),
          covers: { start: 40, end: 80 },
        },
      ],
      diagnostics: [],
    };
    const without = run({ facts }, { ignores });
    const ignored = run({ facts }, { memory, ignores });
    expect(ignored.items).toEqual(without.items);
    expect(ignored.status('cost/max-tokens')).not.toBe('failing');
  });

  it('count an entry of the manifest as used in an app that was remembered', () => {
    const memory = new AssessmentMemory();
    const written = manifest(
      'waivers:\n  - item: cost/max-tokens\n    reason: capped upstream\n    owner: ana\n    until: 2027-01-01\n',
    );
    const more = { memory, manifest: written };
    run({ projects: [api], facts: [inApi] }, more);
    expect(run({ projects: [api], facts: [inApi] }, more).manifestDiagnostics).toEqual([]);
  });
});

describe('a cancelled run', () => {
  it('ends without an outcome and leaves nothing wrong behind', () => {
    const memory = new AssessmentMemory();
    const facts = [call('ask', { maxTokens: 'unset' })];
    const input = {
      inventory: inventory({ facts }),
      rules,
      today: '2026-11-22',
      textOf: ({ path, start, end }: { path: string; start: number; end: number }) =>
        `${path}:${start}-${end}`,
      memory,
    };
    expect(assess({ ...input, cancellation: { isCancelled: true } })).toBeUndefined();
    expect(assess(input)?.items).toEqual(run({ facts }).items);
  });
});
