// The request `airworthy/explain`: what an item or rule asks for, why, and how it stands here.
import type { ExplainParams, ExplainResult } from '../protocol/explain';
import { EXPLAIN } from '../protocol/methods';
import { explainItem, explainRule } from './explainText';
import type { Feature } from './feature';
import { guarded } from './guard';
import type { Session } from './session';

export const feature: Feature = {
  start: (session) => {
    session.connection.onRequest(
      EXPLAIN,
      guarded(session.log, 'An explanation', (params: ExplainParams) => explain(session, params), null),
    );
  },
};

/** Null for a name that is neither an item nor a rule. */
function explain(session: Session, { id, root: uri }: ExplainParams): ExplainResult | null {
  const rules = session.host.rules();
  const root = uri === undefined ? undefined : session.roots.byUri(uri);
  const here = root?.analysis && { root, analysis: root.analysis };
  const rule = rules.rules.find((each) => each.id === id);
  const item = rules.items.find((each) => each.id === (rule?.item ?? id));
  if (!item) return null;
  const own = rules.rules.filter((each) => each.item === item.id);
  return rule ? explainRule(rule, item, here) : explainItem(item, own, here);
}
