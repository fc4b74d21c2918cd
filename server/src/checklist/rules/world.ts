// The inventory as conditions ask it: facts by id, evidence of an app, documents, settings, candidates for subjects.
import type { Evidence, Fact, Inventory } from '../../inventory/facts/fact';
import type { Place } from '../../text/span';
import type { Membership } from '../status/membership';
import { configViews, documentAt } from './configView';
import type { Moment, World } from './operator';
import type { Selector, SourceKind } from './rule';
import { selects } from './selector';
import { factView, type SubjectView, secretView } from './subjectView';
import { type Verdict, verdict } from './truth';

/** Reads a number of the manifest that holds for a directory. */
export type SettingReader = (project: string, name: string) => number | undefined;

export class InventoryWorld implements World {
  private readonly facts: ReadonlyMap<string, Fact>;
  private readonly views = new Map<string, SubjectView>();
  private readonly byKind = new Map<string, SubjectView[]>();
  private readonly chosenFrom = new Map<Selector, readonly SubjectView[]>();
  private readonly homes = new Map<SubjectView, readonly string[]>();
  private readonly named: ReadonlySet<Selector>;
  private readonly secrets: readonly SubjectView[];
  private readonly evidenceOf = new Map<string, readonly Evidence[]>();
  /** Names being decided right now, so that two subjects defined by each other end. */
  private readonly deciding = new Set<string>();

  constructor(
    readonly inventory: Inventory,
    readonly membership: Membership,
    private readonly subjects: ReadonlyMap<string, Selector>,
    private readonly settings: SettingReader,
  ) {
    this.facts = new Map(inventory.facts.map((fact) => [fact.id, fact]));
    for (const fact of inventory.facts) {
      const view = factView(fact);
      this.views.set(fact.id, view);
      const views = this.byKind.get(fact.kind);
      if (views) views.push(view);
      else this.byKind.set(fact.kind, [view]);
    }
    this.named = new Set(subjects.values());
    this.secrets = inventory.secrets.map(secretView);
  }

  fact(id: string): Fact | undefined {
    return this.facts.get(id);
  }

  setting(project: string, name: string): number | undefined {
    return this.settings(project, name);
  }

  evidence({ app, proofRoles }: Moment): readonly Evidence[] {
    let found = this.evidenceOf.get(app);
    if (!found) {
      const sources = this.membership.sourcesOf(app);
      found = this.inventory.evidence.filter(({ project }) => sources.has(project));
      this.evidenceOf.set(app, found);
    }
    return found.filter(({ role }) => proofRoles.has(role));
  }

  documentOf(place: Place): ReturnType<World['documentOf']> {
    const summary = this.inventory.configs.summary(place.path);
    const node = summary && documentAt(summary, place);
    return summary && node ? { summary, node } : undefined;
  }

  isA(moment: Moment, name: string, fact: Fact): Verdict {
    const selector = this.subjects.get(name);
    const key = `${name} ${fact.id}`;
    if (!selector || this.deciding.has(key)) return verdict(false);
    this.deciding.add(key);
    try {
      return selects(selector, { ...moment, view: this.views.get(fact.id) ?? factView(fact) });
    } finally {
      this.deciding.delete(key);
    }
  }

  /** True for a selector of subjects.yaml itself. */
  isNamed(selector: Selector): boolean {
    return this.named.has(selector);
  }

  selector(name: string): Selector | undefined {
    return this.subjects.get(name);
  }

  /** What a selector chooses from, each once. */
  candidates(selector: Selector): readonly SubjectView[] {
    let found = this.chosenFrom.get(selector);
    if (!found) {
      const lists = selector.sources.map(({ from }) => this.candidatesFrom(from));
      found =
        lists.length === 1 ? lists[0]! : [...new Map(lists.flat().map((view) => [view.id, view])).values()];
      this.chosenFrom.set(selector, found);
    }
    return found;
  }

  /** Directories of the apps a subject is judged in. */
  homesOf(view: SubjectView): readonly string[] {
    let homes = this.homes.get(view);
    if (!homes) {
      homes = this.findHomes(view);
      this.homes.set(view, homes);
    }
    return homes;
  }

  private findHomes(view: SubjectView): readonly string[] {
    if (view.fact) return this.membership.homesOf(view.fact);
    const homes = this.membership.homesOfProject(view.project);
    // A credential is reported wherever it lies, as long as there is an app at all; out of scope it counts for no app.
    if (homes.length > 0 || view.kind !== 'secret' || this.membership.scopes.length === 0) return homes;
    return [view.project];
  }

  private candidatesFrom(from: SourceKind): readonly SubjectView[] {
    if (from.kind === 'secret') return this.secrets;
    if (from.kind === 'fact') return this.byKind.get(from.fact) ?? [];
    return configViews(this.inventory, from.format, from.path);
  }
}
