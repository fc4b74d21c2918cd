// Evaluates the rules over an inventory: facts to decisions. Findings, statuses and suppressions come later.
import { capitalised } from '../../text/capitalised';
import { describeException } from '../../text/describeException';
import type { Place } from '../../text/span';
import type { Answer, Decision, Severity } from '../findings/decision';
import type { Steps } from '../steps';
import type { Condition, ReadKind } from './conditions/condition';
import { chosenText, filled, markFor } from './mark';
import type { Moment } from './operator';
import type { Rule } from './rule';
import { selects } from './selector';
import { some, type Verdict, verdict } from './truth';
import type { InventoryWorld } from './world';

/** Asked between rules; the run stops at the next one. */
export interface Cancellation {
  readonly isCancelled: boolean;
}

/** A rule that threw: reported once, its decisions dropped. */
export interface RuleError {
  readonly rule: string;
  readonly message: string;
}

/** What the rules say in one app. */
export interface AppEvaluation {
  /** By rule. */
  readonly decisions: ReadonlyMap<string, readonly Decision[]>;
  readonly errors: readonly RuleError[];
}

/** An earlier evaluation of the same app, and the kinds of subjects that changed since: only rules that read them run again. */
export interface Earlier {
  readonly evaluation: AppEvaluation;
  readonly changed: ReadonlySet<ReadKind>;
}

/**
 * Runs the rules over one app, with a pause after each. Never throws: a rule that does is reported and skipped alone.
 * Undefined if it was cancelled; the earlier one if nothing had to run.
 */
export function* evaluating(
  rules: readonly Rule[],
  world: InventoryWorld,
  app: string,
  { earlier, cancellation }: { readonly earlier?: Earlier; readonly cancellation?: Cancellation } = {},
): Steps<AppEvaluation | undefined> {
  if (earlier?.changed.size === 0) return earlier.evaluation;
  const decisions = new Map<string, readonly Decision[]>();
  const errors: RuleError[] = [];
  for (const rule of rules) {
    if (cancellation?.isCancelled) return undefined;
    const known = earlier?.evaluation.decisions.get(rule.id);
    if (known && ![...rule.reads].some((kind) => earlier?.changed.has(kind))) {
      decisions.set(rule.id, known);
      continue;
    }
    try {
      decisions.set(rule.id, decideAll(rule, world, app));
    } catch (error) {
      errors.push({ rule: rule.id, message: describeException(error) });
    }
    yield;
  }
  return { decisions, errors };
}

/** The decisions of all apps in rule order; a rule that threw in one of them decides nothing. */
export function joinEvaluations(
  rules: readonly Rule[],
  apps: readonly AppEvaluation[],
): { readonly decisions: readonly Decision[]; readonly errors: readonly RuleError[] } {
  const errors = [
    ...new Map(apps.flatMap((app) => app.errors.map((error) => [error.rule, error] as const))).values(),
  ];
  const failed = new Set(errors.map(({ rule }) => rule));
  const decisions = rules
    .filter(({ id }) => !failed.has(id))
    .flatMap(({ id }) => apps.flatMap((app) => app.decisions.get(id) ?? []));
  return { decisions, errors };
}

function decideAll(rule: Rule, world: InventoryWorld, app: string): readonly Decision[] {
  return world
    .candidates(rule.subject, app)
    .filter(({ role }) => rule.roles.has(role))
    .flatMap((view) => decideOne(rule, { view, app, world, proofRoles: rule.proofRoles }));
}

interface Outcome {
  readonly answer: Answer;
  readonly verdict: Verdict;
}

function decideOne(rule: Rule, moment: Moment): readonly Decision[] {
  const chosen = selects(rule.subject, moment);
  if (chosen.truth === false) return [];
  const outcome = rule.evidence ? proofOf(rule.evidence, moment) : decide(rule, moment);
  const settled = chosen.truth === 'unknown' ? whereChoiceIsUnknown(outcome, chosen) : outcome;
  if (!settled) return [];
  if (rule.advice && settled.answer !== 'unset') return [];
  if (rule.unknown === 'abstain' && settled.answer === 'unknown') return [];
  return [toDecision(rule, moment, settled)];
}

/** Exempt, met, unset: the first that is true; an unknown before it makes the answer unknown. */
function decide(rule: Rule, moment: Moment): Outcome | undefined {
  const steps: readonly (readonly [Answer, Condition | undefined])[] = [
    ['exempt', rule.exempt],
    ['met', rule.met],
    ['unset', rule.unset],
  ];
  for (const [answer, condition] of steps) {
    if (!condition) continue;
    const found = condition.test(moment);
    if (found.truth === true) return { answer, verdict: found };
    if (found.truth === 'unknown') return { answer: 'unknown', verdict: found };
  }
  if (rule.otherwise === 'abstain') return undefined;
  if (rule.otherwise === 'met') return { answer: 'met', verdict: verdict(true, moment.view.place) };
  const blockers = [{ why: 'none of the known cases fits', place: moment.view.place }];
  return { answer: 'unknown', verdict: { truth: 'unknown', blockers } };
}

/** For `some` facets: a proof, what may be one, or none. */
function proofOf(conditions: readonly Condition[], moment: Moment): Outcome {
  const found = some(conditions.map((condition) => condition.test(moment)));
  const answer = found.truth === true ? 'met' : found.truth === 'unknown' ? 'unknown' : 'unset';
  return { answer, verdict: found };
}

/**
 * Where it cannot be told whether the place is a subject, it is one and unknown. Met and exempt stand: they are right whether
 * it is a subject or not.
 */
function whereChoiceIsUnknown(outcome: Outcome | undefined, chosen: Verdict): Outcome {
  if (outcome?.answer === 'met' || outcome?.answer === 'exempt') return outcome;
  return { answer: 'unknown', verdict: chosen };
}

function toDecision(rule: Rule, moment: Moment, { answer, verdict: found }: Outcome): Decision {
  const { view } = moment;
  const severity = answer === 'unset' ? severityOf(rule, moment) : undefined;
  return {
    rule: rule.id,
    item: rule.item,
    facet: rule.facet,
    subject: view.id,
    subjectName: view.name,
    subjectPlace: view.place,
    project: moment.app,
    answer,
    severity,
    advice: rule.advice,
    evidence: answer === 'met' ? proofFor(rule, moment, found) : undefined,
    because: found.because,
    blockers: answer === 'unknown' ? found.blockers : [],
    mark: severity ? markFor(rule, moment) : undefined,
  };
}

/** The first severity whose condition is true. An unknown condition is passed over: the louder answer needs certainty. */
function severityOf(rule: Rule, moment: Moment): Severity | undefined {
  return rule.severities.find(({ when }) => !when || when.test(moment).truth === true)?.severity;
}

/** The line that shows a met answer, and what it shows: in the words of the rule, else the reason of the answer. */
function proofFor(rule: Rule, moment: Moment, found: Verdict): Place {
  const { view } = moment;
  const place = found.evidence ?? view.place;
  const because = place.label ?? found.because ?? '';
  const text = filled(chosenText(rule.proofs, moment) ?? '{because}', view).replace(
    '{because}',
    () => because,
  );
  return text === '' ? place : { ...place, label: capitalised(text) };
}
