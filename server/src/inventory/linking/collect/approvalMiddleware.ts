// Approval by what stands around an agent (middleware): the tools it asks for, and whether it surely stands there.
import type { Attribute } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type Abstract, alternatives, type Origin } from '../resolve/abstract';
import { itemsOf } from '../resolve/listItems';
import { valuesAt } from '../resolve/slotValues';
import { isUnseenMiddleware } from './unseenApproval';

interface Asking {
  readonly names: readonly string[];
  readonly always: boolean;
  readonly at: Abstract['at'];
}

/** An approval middleware among what guards the agent: `effective` lists the tools it is on for. */
export function approvalOfMiddleware(context: LinkContext, match: Match): Attribute | undefined {
  for (const slot of match.known.meaning.agent?.guardrails ?? []) {
    const found = valuesAt(context.evaluator, slot, match);
    const options = found.values.flatMap(alternatives);
    const surely = options.length === 1 && !found.absent;
    const items = options.flatMap((value) =>
      value.kind === 'list' ? itemsOf(context.evaluator, value) : [{ value, always: true }],
    );
    const asking = items.flatMap((item) => askingOf(context, item.value, item.always && surely));
    const sure = asking.find((one) => one.always);
    if (sure)
      return {
        value: true,
        effective: sure.names,
        place: sure.at,
        because: 'an approval middleware stands on the agent',
      };
    const [perhaps] = asking;
    const hidden = items.find(({ value }) => value.kind === 'unknown' || value.kind === 'parameter')?.value;
    if (perhaps)
      return openApproval('an approval middleware stands on the agent on some paths only', perhaps.at);
    const unseen = items.flatMap(({ value }) => alternatives(value)).find(isUnseenMiddleware);
    if (unseen) return openApproval('what stands around the agent may ask a person', unseen.at);
    if (hidden) return openApproval('what stands around the agent cannot be followed', hidden.at);
    if (found.blocked) return openApproval(found.blocked.why, found.blocked.at);
  }
  return undefined;
}

function openApproval(why: string, place: Abstract['at']): Attribute {
  return { value: 'unknown', because: why, blockers: [{ why, place }] };
}

function askingOf(context: LinkContext, item: Abstract, always: boolean): Asking[] {
  const options = alternatives(item);
  return options.flatMap((one) => {
    const guard = one.kind === 'instance' ? one.origin?.known.meaning.guard : undefined;
    if (guard?.capability !== 'approval' || one.kind !== 'instance' || !one.origin) return [];
    const { site, receiver }: Origin = one.origin;
    const names = (guard.covers ?? []).flatMap((covered) =>
      valuesAt(context.evaluator, covered, { site, receiver })
        .values.flatMap(alternatives)
        .flatMap((value) => namesIn(context, value)),
    );
    return [{ names, always: always && options.length === 1, at: one.at }];
  });
}

const APPROVED = new Set<unknown>([false, 'approved', 'not-applicable', 'never']);

/** Names in a record or list of tools or steps; `?` where one cannot be read, `*` for anything else that is on. */
export function namesIn(context: LinkContext, value: Abstract): string[] {
  if (value.kind === 'object') {
    return value.value.entries.flatMap((entry) => {
      if (entry.kind !== 'property') return ['?'];
      const given = context.evaluator.evaluate(entry.value, value.frame);
      return given.kind === 'constant' && APPROVED.has(given.value) ? [] : [entry.key];
    });
  }
  if (value.kind !== 'list') return ['*'];
  return value.value.items.map((item) => {
    const given = context.evaluator.evaluate(item.value, value.frame);
    return given.kind === 'constant' ? String(given.value) : '?';
  });
}
