// `airworthy explain`: an item or a rule of the checklist in words, from the rule data.
import type { Facet, Item, Rule, RuleSet } from '../checklist/rules/rule';
import type { Style } from '../reports/style';
import { toRows } from '../reports/textTable';
import { nearest } from '../text/nearest';
import type { Command } from './command';
import { UsageError } from './usageError';

export const command: Command = {
  name: 'explain',
  usage: '<item or rule>',
  summary: 'Tells what an item or rule asks for, why, and what to do.',
  options: [],
  async run(given, ports) {
    const [id, ...others] = given.words;
    if (id === undefined || others.length > 0)
      throw new UsageError('explain takes the id of one item or rule');
    const rules = ports.rules();
    ports.write(`${explain(id, rules, ports.style).join('\n')}\n`);
    return 0;
  },
};

/** Lines about an item or rule. Throws UsageError for an id nobody knows. */
function explain(id: string, rules: RuleSet, style: Style): string[] {
  const item = rules.items.find((each) => each.id === id);
  if (item) return explainItem(item, rules, style);
  const rule = rules.rules.find((each) => each.id === id);
  if (rule) return explainRule(rule, rules, style);
  const meant = nearest(
    id,
    [...rules.items, ...rules.rules].map((each) => each.id),
  );
  throw new UsageError(`there is no item or rule "${id}"${meant ? `; did you mean "${meant}"?` : ''}`);
}

function explainItem(item: Item, rules: RuleSet, style: Style): string[] {
  const own = rules.rules.filter((rule) => rule.item === item.id);
  return [
    `${style('strong', item.title)}  ${item.id}`,
    '',
    ...about(item),
    '',
    style('strong', 'Facets'),
    ...toRows(item.facets.map((facet) => [`  ${facet.id}`, facet.title, quantify(facet)])),
    '',
    style('strong', 'Rules'),
    ...(own.length === 0 ? ['  none yet: this item is not checked'] : own.flatMap(ruleLines)),
    ...own.flatMap((rule) => exampleLines(rule, style)),
  ];
}

function explainRule(rule: Rule, { items }: RuleSet, style: Style): string[] {
  const item = items.find((each) => each.id === rule.item);
  const facet = item?.facets.find(({ id }) => id === rule.facet);
  return [
    `${style('strong', rule.id)}  ${rule.item}, facet ${rule.facet}${facet ? `: ${facet.title}` : ''}`,
    '',
    ...ruleLines(rule).slice(1),
    ...(item ? ['', ...about(item)] : []),
    ...exampleLines(rule, style),
  ];
}

function about({ why, remedy }: Item): string[] {
  return [`Why     ${why}`, `Remedy  ${remedy}`];
}

function quantify({ quantifier, subject, attestOnly }: Facet): string {
  const words = {
    each: `every ${subject.noun.one} must show it`,
    none: `no ${subject.noun.one} may have it`,
    some: 'one proof is enough',
  };
  return attestOnly ? 'only an attestation shows it' : words[quantifier];
}

function ruleLines(rule: Rule): string[] {
  const messages = rule.messages.map(({ text }) =>
    text.replaceAll('{subject}', () => `<${rule.subject.noun.one}>`),
  );
  return [
    `  ${rule.id}`,
    `    ${severitiesOf(rule)}, on ${rule.subject.noun.one}${rule.advice ? '; advice, never decides' : ''}`,
    ...messages.flatMap((message) => (message === '' ? [] : [`    ${message}`])),
    ...(rule.fixes.length === 0 ? [] : [`    repair: ${rule.fixes.join(', ')}`]),
  ];
}

function severitiesOf({ severities }: Rule): string {
  const words = [...new Set(severities.map(({ severity }) => severity ?? 'silent'))];
  return words.join(' or ') || 'silent';
}

function exampleLines({ id, examples }: Rule, style: Style): string[] {
  if (!examples) return [];
  const indented = (text: string): string[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`);
  return [
    '',
    style('strong', `Example of ${id}`),
    style('bad', '  bad'),
    ...indented(examples.bad),
    style('good', '  good'),
    ...indented(examples.good),
  ];
}
