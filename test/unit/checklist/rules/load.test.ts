import { describe, expect, it } from 'vitest';
import { loadSmall, RULE_PATH, rule } from './memoryRules';

const message = (text: string, more?: Record<string, string>) =>
  loadSmall(text, more).errors.map((each) => each.message);

describe('loading rules', () => {
  it('loads a sound rule', () => {
    const { rules, errors } = loadSmall(rule('decide: { unset: { attr: maxTokens, is: unset } }'));
    expect(errors).toEqual([]);
    expect(rules.rules.map(({ id }) => id)).toEqual(['small-fault']);
    expect([...rules.rules[0]!.reads]).toEqual(['model-call']);
  });

  it('names file, line and column of a fault, in any document and with CRLF', () => {
    const first = rule('decide: { unset: { attr: maxTokens, is: unset } }');
    const second = rule('decide:\n  unset: { attr: nothing, is: unset }', 'each-call', 'other-fault');
    for (const text of [`${first}---\n${second}`, `${first}---\n${second}`.replaceAll('\n', '\r\n')]) {
      const { errors, rules } = loadSmall(text);
      expect(errors).toEqual([
        { path: RULE_PATH, line: 10, column: 12, message: 'a model-call has no attribute "nothing"' },
      ]);
      expect(rules.rules).toHaveLength(1);
    }
  });

  it.each([
    [
      'item',
      'id: a\nitem: security/none\nfacet: x\ndecide: { unset: { attr: maxTokens, is: unset } }',
      'unknown item "security/none"',
    ],
    [
      'facet',
      rule('decide: { unset: { attr: maxTokens, is: unset } }', 'none'),
      'security/small has no facet "none"',
    ],
    [
      'subject',
      rule('subject: nobody\ndecide: { unset: { attr: maxTokens, is: unset } }'),
      'unknown subject "nobody"',
    ],
    ['fact kind', rule('subject: { kind: robot }\ndecide: { unset: { attr: maxTokens, is: unset } }'), ''],
    [
      'attribute',
      rule('decide: { unset: { attr: maxToken, is: unset } }'),
      'a model-call has no attribute "maxToken"',
    ],
    [
      'effective value',
      rule('decide: { unset: { attr: sdk.effective, is: x } }'),
      'a model-call has no attribute "sdk"',
    ],
    [
      'effective key',
      rule('decide: { unset: { attr: maxTokens.effective.m, is: 1 } }'),
      '"maxTokens.effective.m" does not exist',
    ],
    ['operator', rule('decide: { unset: { attr: maxTokens, equals: unset } }'), 'unknown operator "equals"'],
    ['word', rule('decide: { unset: { attr: maxTokens, is: missing } }'), '"missing" never stands here'],
    [
      'one word of several',
      rule('decide: { unset: { attr: maxTokens, in: [unset, gone] } }'),
      '"gone" never stands here',
    ],
    [
      'number',
      rule('decide: { unset: { attr: maxTokens, greaterThan: 3 } }'),
      'what is read here is never a number',
    ],
    ['list', rule('decide: { unset: { attr: maxTokens, count: 3 } }'), 'what is read here is never a list'],
    [
      'has over no list',
      rule('decide: { unset: { has: { attr: maxTokens, where: { is: unset } } } }'),
      '"maxTokens" is no list',
    ],
    [
      'element key',
      rule('decide: { unset: { has: { attr: effects.effective, where: { color: red } } } }', 'no-tool'),
      'an element has no "color"',
    ],
    ['backtracking pattern', rule('decide: { unset: { attr: model, matches: "(?=a)b" } }'), 'linear time'],
    ['condition', rule('decide: { unset: { sometimes: true } }'), 'unknown condition "sometimes"'],
    ['empty list', rule('decide: { unset: { any: [] } }'), 'needs a list of conditions'],
    [
      'placeholder',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nmessage: "{name} is wrong"'),
      'unknown placeholder {name}',
    ],
    [
      'attribute in a message',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nmessage: "{attr.nope}"'),
      'a model-call has no attribute "nope"',
    ],
    [
      'condition of a message',
      rule(
        'decide: { unset: { attr: maxTokens, is: unset } }\nmessage: [{ when: { attr: nope, is: x }, is: a }, { is: b }]',
      ),
      'a model-call has no attribute "nope"',
    ],
    [
      'proof',
      rule('decide: { met: { attr: maxTokens, is: set } }\nproof: "{subject} is capped"'),
      'unknown placeholder {subject}',
    ],
    [
      'second message',
      rule(
        'decide: { unset: { attr: maxTokens, is: unset } }\nmessage: [{ when: { attr: local, is: true }, is: a }, { is: "{b}" }]',
      ),
      'unknown placeholder {b}',
    ],
    [
      'messages that may leave nothing to say',
      rule(
        'decide: { unset: { attr: maxTokens, is: unset } }\nmessage: [{ when: { attr: local, is: true }, is: a }]',
      ),
      'ends with the one text that has no condition',
    ],
    [
      'superseded rule',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nsupersedes: [nobody]'),
      'unknown rule "nobody"',
    ],
    [
      'a finding drawn once that is no advice',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nonce: { attr: maxTokens, is: default }'),
      'must be advice',
    ],
    [
      'attribute of once',
      rule(
        'decide: { unset: { attr: maxTokens, is: unset } }\nadvice: true\nonce: { attr: nope, is: default }',
      ),
      'a model-call has no attribute "nope"',
    ],
    ['config path', rule('decide: { unset: { configPath: "a..b", exists: false } }'), '"a..b" is no path'],
    [
      'list of data',
      rule(
        'decide: { unset: { attr: provider, listedIn: "prices/x#top" } }\nsubject: { kind: model-client }',
      ),
      'there is no list "prices/x#top"',
    ],
    [
      'subject of reaches',
      rule('decide: { unset: { attr: links.calls, reaches: nobody } }'),
      'unknown subject "nobody"',
    ],
    ['isA that cannot be', rule('decide: { unset: { isA: asked } }'), 'a model-call is never a asked'],
    [
      'place',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nplace: "attribute:nope"'),
      'a model-call has no attribute "nope"',
    ],
    [
      'evidence outside of some',
      rule('evidence: [{ attr: traced, is: true }]'),
      'evidence is for facets that need one proof',
    ],
    [
      'finding without a message',
      rule('decide: { unset: { attr: maxTokens, is: unset } }\nseverity: error'),
      'needs a message',
    ],
    [
      'own prefix',
      rule('decide: { unset: { attr: maxTokens, is: unset } }', 'each-call', 'custom/mine'),
      'is for rules of a team',
    ],
  ])('refuses an unknown or impossible %s', (_what, text, expected) => {
    const { errors, rules } = loadSmall(text);
    expect(errors.map((each) => each.message).join('\n')).toContain(expected);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]?.path).toMatch(/small/);
    expect(rules.rules.filter(({ supersedes }) => supersedes.length === 0)).toEqual([]);
  });

  it('refuses an id twice, and keeps the first', () => {
    const one = rule('decide: { unset: { attr: maxTokens, is: unset } }');
    expect(message(`${one}---\n${one}`)).toEqual([`rule "small-fault" is already defined in ${RULE_PATH}`]);
  });

  it('checks fixes where they are known', () => {
    const text = rule('decide: { unset: { attr: maxTokens, is: unset } }\nfix: [cap-it]');
    expect(loadSmall(text).errors).toEqual([]);
    expect(loadSmall(text, {}, { fixes: new Set(['other']) }).errors[0]?.message).toBe(
      'unknown fix "cap-it"',
    );
  });

  it('takes rules of a team with the custom prefix', () => {
    const own = {
      path: '.airworthy/rules/mine.yaml',
      text: rule('decide: { unset: { attr: maxTokens, is: unset } }', 'each-call', 'custom/mine'),
    };
    const { rules, errors } = loadSmall(
      rule('decide: { unset: { attr: maxTokens, is: unset } }'),
      {},
      { custom: [own] },
    );
    expect(errors).toEqual([]);
    expect(rules.rules.map(({ id }) => id)).toEqual(['small-fault', 'custom/mine']);
  });

  it('reads lists of the rule data', () => {
    const text = rule(
      'subject: { kind: model-client }\ndecide: { met: { attr: provider, listedIn: "prices/models#top" } }',
    );
    expect(loadSmall(text, { 'prices/models.yaml': 'top: [openai]' }).errors).toEqual([]);
  });

  it('survives broken YAML and unreadable files', () => {
    expect(message('id: [')).not.toEqual([]);
    expect(message(rule('decide: {}'), { 'subjects.yaml': ': :' }).length).toBeGreaterThan(0);
  });
});
