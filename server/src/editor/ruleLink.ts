// Where the documentation of rules and items is read.

/** Followed by a rule id. */
export const RULE_PAGES = 'https://airworthy.dev/rules/';

/** The page of one rule. */
export function ruleLink(rule: string): string {
  return `${RULE_PAGES}${rule.split('/').map(encodeURIComponent).join('/')}`;
}
