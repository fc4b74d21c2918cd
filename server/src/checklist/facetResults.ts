// Brings rules and status together: for each facet and app its subjects, decisions and covers, folded once.
import type { Decision } from './findings/decision';
import type { Finalised } from './findings/finalise';
import { appliesIn, type Populations } from './rules/population';
import type { Facet, Item, RuleSet } from './rules/rule';
import type { Coverage } from './status/coverage';
import type { Covers, FacetInput } from './status/facetInput';
import { type FoldedFacet, foldFacet } from './status/facetState';

export class FacetResults {
  /** Entries of the manifest that covered something. */
  readonly used = new Set<object>();
  private readonly decisions = new Map<string, Decision[]>();
  private readonly items: ReadonlyMap<string, Item>;
  private readonly checked: ReadonlySet<string>;
  private readonly inputs = new Map<string, FacetInput>();

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
      const key = keyOf(decision.item, decision.facet, decision.project);
      const list = this.decisions.get(key);
      if (list) list.push(decision);
      else this.decisions.set(key, [decision]);
    }
    for (const { suppressed, answered } of finalised.findings)
      for (const place of [suppressed?.place, answered?.place]) if (place) this.used.add(place);
  }

  /** One facet in one app; with `within`, over these subjects only. */
  fold(itemId: string, facetId: string, app: string, within?: ReadonlySet<string>): FoldedFacet {
    const item = this.items.get(itemId)!;
    const facet = item.facets.find(({ id }) => id === facetId)!;
    const input = this.inputFor(item, facet, app);
    const folded = foldFacet(within ? narrowed(input, within) : input, this.coversFor(itemId, facetId, app));
    for (const entry of folded.used) this.used.add('entry' in entry && entry.entry ? entry.entry : entry);
    return folded;
  }

  /** Fingerprints of the findings of an item in an app, those another rule took over included. */
  findings(itemId: string, app: string, within?: ReadonlySet<string>): readonly string[] {
    const item = this.items.get(itemId)!;
    const drawn = item.facets
      .flatMap(({ id }) => this.decisions.get(keyOf(itemId, id, app)) ?? [])
      .filter(({ subject }) => !within || within.has(subject))
      .flatMap((decision) => this.finalised.findingsOf.get(decision) ?? []);
    return [...new Set(drawn.map(({ fingerprint }) => fingerprint))];
  }

  private inputFor(item: Item, facet: Facet, app: string): FacetInput {
    const key = keyOf(item.id, facet.id, app);
    let input = this.inputs.get(key);
    if (!input) {
      const attested = this.coverage.isNamed(item.id, facet.id, app);
      input = {
        item: item.id,
        id: facet.id,
        quantifier: facet.quantifier,
        subjectTitle: facet.subject.title,
        attestOnly: facet.attestOnly,
        checked: this.checked.has(`${item.id}#${facet.id}`),
        applies: appliesIn(item, facet, app, this.populations, attested).truth,
        subjects: this.populations.of(item, facet.subject, app),
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

function narrowed(input: FacetInput, within: ReadonlySet<string>): FacetInput {
  return {
    ...input,
    subjects: input.subjects.filter(({ id }) => within.has(id)),
    decisions: input.decisions.filter(({ subject }) => within.has(subject)),
  };
}

function keyOf(item: string, facet: string, app: string): string {
  return [item, facet, app].join('\0');
}
