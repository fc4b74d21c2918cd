// Brings rules and status together: for each facet and app its subjects, decisions and covers, folded once.
import type { Decision } from './findings/decision';
import type { Finalised } from './findings/finalise';
import { appliesIn, type Populations } from './rules/population';
import type { Facet, Item, RuleSet } from './rules/rule';
import type { Coverage } from './status/coverage';
import type { Covers, FacetInput, SubjectInput } from './status/facetInput';
import { type FoldedFacet, foldFacet } from './status/facetState';

export class FacetResults {
  /** By app: entries of the manifest that covered something in it. */
  private readonly used = new Map<string, Set<object>>();
  private readonly decisions = new Map<string, Decision[]>();
  private readonly byApp = new Map<string, Decision[]>();
  private readonly items: ReadonlyMap<string, Item>;
  private readonly checked: ReadonlySet<string>;
  private readonly inputs = new Map<string, FacetInput>();
  /** Facets folded over all subjects of an app. */
  private readonly folded = new Map<string, FoldedFacet>();
  private readonly subjectIndexes = new Map<string, ReadonlyMap<string, SubjectInput>>();
  private readonly decisionIndexes = new Map<string, Map<string, Decision[]>>();

  constructor(
    rules: RuleSet,
    private readonly populations: Populations,
    decisions: readonly Decision[],
    private readonly coverage: Coverage,
    private readonly finalised: Finalised,
  ) {
    this.items = new Map(rules.items.map((item) => [item.id, item]));
    this.checked = new Set(
      rules.rules.filter(({ advice }) => !advice).map(({ item, facet }) => `${item}#${facet}`),
    );
    for (const decision of decisions) {
      put(this.decisions, keyOf(decision.item, decision.facet, decision.project), decision);
      put(this.byApp, decision.project, decision);
    }
  }

  /** Entries of the manifest that covered something in an app, as far as it was folded. */
  usedIn(app: string): Set<object> {
    let used = this.used.get(app);
    if (!used) {
      used = new Set();
      this.used.set(app, used);
    }
    return used;
  }

  /** What became of the decisions of an app: their findings, and which of them need no answer any more. */
  reportedIn(app: string): string {
    return (this.byApp.get(app) ?? []).flatMap((decision) => this.reportOf(decision)).join(' ');
  }

  private reportOf(decision: Decision): readonly string[] {
    const { findingsOf, suppressed, answered } = this.finalised;
    const state = suppressed.has(decision) ? '-' : answered.has(decision) ? '+' : '';
    return (findingsOf.get(decision) ?? []).map(({ fingerprint }) => `${fingerprint}${state}`);
  }

  /** One facet in one app; with `within`, over these subjects only. */
  fold(itemId: string, facetId: string, app: string, within?: ReadonlySet<string>): FoldedFacet {
    const item = this.items.get(itemId)!;
    const facet = item.facets.find(({ id }) => id === facetId)!;
    const input = this.inputFor(item, facet, app);
    const key = keyOf(itemId, facetId, app);
    // Without subjects there is nothing to narrow: every agent of the app gets what the app got.
    const whole = !within || (input.subjects.length === 0 && input.decisions.length === 0);
    const known = whole ? this.folded.get(key) : undefined;
    if (known) return known;
    const folded = foldFacet(
      whole ? input : this.narrowed(input, key, within),
      this.coversFor(itemId, facetId, app),
    );
    if (whole) this.folded.set(key, folded);
    const used = this.usedIn(app);
    for (const entry of folded.used) used.add('entry' in entry && entry.entry ? entry.entry : entry);
    return folded;
  }

  /** Fingerprints of the findings of an item in an app, those another rule took over included. */
  findings(itemId: string, app: string, within?: ReadonlySet<string>): readonly string[] {
    const prints = new Set<string>();
    for (const { id } of this.items.get(itemId)!.facets) {
      const key = keyOf(itemId, id, app);
      const decisions = within
        ? pick(this.decisionsBySubject(key), within).flat()
        : (this.decisions.get(key) ?? []);
      for (const decision of decisions)
        for (const { fingerprint } of this.finalised.findingsOf.get(decision) ?? []) prints.add(fingerprint);
    }
    return [...prints];
  }

  private narrowed(input: FacetInput, key: string, within: ReadonlySet<string>): FacetInput {
    let subjects = this.subjectIndexes.get(key);
    if (!subjects) {
      subjects = new Map(input.subjects.map((subject) => [subject.id, subject]));
      this.subjectIndexes.set(key, subjects);
    }
    const decisions = pick(this.decisionsBySubject(key), within).flat();
    return {
      ...input,
      subjects: pick(subjects, within),
      decisions: decisions.filter(({ advice }) => !advice),
    };
  }

  /** Agents reach few of many: their decisions are looked up, not searched for. */
  private decisionsBySubject(key: string): ReadonlyMap<string, readonly Decision[]> {
    let index = this.decisionIndexes.get(key);
    if (!index) {
      index = new Map<string, Decision[]>();
      for (const decision of this.decisions.get(key) ?? []) put(index, decision.subject, decision);
      this.decisionIndexes.set(key, index);
    }
    return index;
  }

  private inputFor(item: Item, facet: Facet, app: string): FacetInput {
    const key = keyOf(item.id, facet.id, app);
    let input = this.inputs.get(key);
    if (!input) {
      const checked = this.checked.has(`${item.id}#${facet.id}`);
      const attested = this.coverage.isNamed(item.id, facet.id, app);
      input = {
        item: item.id,
        id: facet.id,
        quantifier: facet.quantifier,
        noun: facet.subject.noun,
        attestOnly: facet.attestOnly,
        checked,
        applies: appliesIn(item, facet, app, this.populations, attested).truth,
        subjects: checked || facet.attestOnly ? this.populations.of(item, facet.subject, app) : [],
        decisions: (this.decisions.get(key) ?? []).filter(({ advice }) => !advice),
      };
      this.inputs.set(key, input);
    }
    return input;
  }

  private coversFor(item: string, facet: string, app: string): Covers {
    const { coverage, finalised } = this;
    return {
      attestation: (subject) => coverage.attestationOf(item, facet, subject, app),
      facetAttestation: () => coverage.attestationOfFacet(item, facet, app),
      waiver: (subject) => coverage.waiverOf(item, facet, subject, app),
      facetWaiver: () => coverage.waiverOfFacet(item, facet, app),
      isAnswered: (decision) => finalised.answered.has(decision),
      isSuppressed: (decision) =>
        finalised.suppressed.has(decision) ||
        coverage.ruleOff(decision.rule, decision.item, decision.subjectPlace.path) !== undefined,
    };
  }
}

function put(lists: Map<string, Decision[]>, key: string, decision: Decision): void {
  const list = lists.get(key);
  if (list) list.push(decision);
  else lists.set(key, [decision]);
}

function pick<T>(from: ReadonlyMap<string, T>, ids: ReadonlySet<string>): T[] {
  // Walks the smaller of the two.
  if (ids.size < from.size) return [...ids].flatMap((id) => (from.has(id) ? [from.get(id) as T] : []));
  return [...from].flatMap(([id, value]) => (ids.has(id) ? [value] : []));
}

function keyOf(item: string, facet: string, app: string): string {
  return [item, facet, app].join('\0');
}
