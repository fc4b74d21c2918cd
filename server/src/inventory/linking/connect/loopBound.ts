// How long the loop of an agent may go on: what bounds each of its runs, and the weakest of these.
import type { Attribute } from '../../facts/fact';
import type { FactDraft } from '../moduleFacts';

/** The effective bound of an agent's loop: that of the run that is held back least. */
export function loopBoundOf(agent: FactDraft, runs: readonly FactDraft[]): Attribute {
  const loop = agent.attributes.loop?.value;
  if (loop === 'none') return { value: 'not-applicable', because: 'it makes one step' };
  if (loop === 'graph' && agent.attributes.cyclic?.value === false)
    return { value: 'not-applicable', because: 'its graph has no cycle' };
  const bounds = runs
    .map((run) => ({ run, bound: boundOf(agent, run) }))
    .sort((a, b) => byWeakness(a.bound, b.bound));
  const bound = weakestBound(bounds.map((one) => one.bound)) ?? boundOf(agent, undefined);
  return {
    ...bound,
    // One edit helps most where the loop is held back least.
    definitions: [
      ...bounds.map(({ run }) => ({ ...run.place, role: 'call' as const })),
      { ...agent.place, role: 'agent' as const },
    ],
  };
}

/**
 * The weakest of several bounds. A default beside something that cannot be told makes the whole unknown, with the
 * default in `effective`: it may be all that holds, but is no answer for the other.
 */
export function weakestBound(bounds: readonly Attribute[]): Attribute | undefined {
  const [weakest] = [...bounds].sort(byWeakness);
  const unknown = bounds.find((one) => one.value === 'unknown');
  const steps = weakest && stepsOf(weakest);
  if (!unknown || weakest?.value !== 'default' || typeof steps !== 'number') return weakest;
  return { ...unknown, effective: { n: steps, default: steps } };
}

/** None, then what an SDK allows by default, then what cannot be told, then what the project sets; more steps first. */
function byWeakness(a: Attribute, b: Attribute): number {
  const rank = (one: Attribute): number =>
    one.value === 'unset' || stepsOf(one) === 'none'
      ? 0
      : one.value === 'default'
        ? 1
        : one.value === 'unknown'
          ? 2
          : 3;
  const steps = (one: Attribute): number => Number(stepsOf(one)) || 0;
  return rank(a) - rank(b) || steps(b) - steps(a);
}

/** What bounds one run: itself, else the agent, else the default of the run. */
function boundOf(agent: FactDraft, run: FactDraft | undefined): Attribute {
  const at = run?.attributes.stepLimit;
  const own = agent.attributes.stepLimit;
  if (at && ['set', 'inherited', 'unknown'].includes(String(at.value))) return at;
  if (own && own.value !== 'unset') return own;
  if (at?.value === 'default') return at;
  if (own?.effective !== undefined)
    return {
      value: 'unset',
      effective: own.effective,
      place: own.place ?? agent.place,
      because: 'nothing bounds its loop',
    };
  return { value: 'unknown', because: 'no bound is recorded for this SDK' };
}

function stepsOf({ effective }: Attribute): unknown {
  return (effective as { readonly n?: unknown } | undefined)?.n;
}
