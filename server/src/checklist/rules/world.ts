// The inventory as conditions ask it: facts by id, evidence of an app, documents, settings, candidates for subjects by app.
import type { Evidence, Fact, Inventory, SecretFact } from '../../inventory/facts/fact';
import type { Place } from '../../text/span';
import type { Membership } from '../status/membership';
import type { ReadKind } from './conditions/condition';
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
  private readonly views = new Map<Fact | SecretFact, SubjectView>();
  /** What is judged in each app, in the order of the inventory. */
  private readonly contents = new Map<string, Map<ReadKind, (Fact | SecretFact)[]>>();
  private readonly chosenFrom = new Map<Selector, Map<string, readonly SubjectView[]>>();
  private readonly configured = new Map<SourceKind, readonly SubjectView[]>();
  private readonly named: ReadonlySet<Selector>;
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
    for (const fact of inventory.facts)
      for (const app of membership.homesOf(fact)) this.put(app, fact.kind, fact);
    for (const secret of inventory.secrets)
      for (const app of this.homesOfSecret(secret)) this.put(app, 'secret', secret);
    this.named = new Set(subjects.values());
  }

  /** Directories of the apps, and of projects out of scope that hold a credential; sorted. */
  apps(): readonly string[] {
    return [...new Set([...this.membership.scopes.map(({ path }) => path), ...this.contents.keys()])].sort();
  }

  /** The facts and credentials judged in an app by kind, and its evidence: as long as these are the same, so are the answers. */
  subjectsOf(app: string): ReadonlyMap<ReadKind, readonly object[]> {
    return new Map<ReadKind, readonly object[]>([
      ...(this.contents.get(app) ?? []),
      ['evidence', this.evidenceFor(app)],
    ]);
  }

  fact(id: string): Fact | undefined {
    return this.facts.get(id);
  }

  setting(project: string, name: string): number | undefined {
    return this.settings(project, name);
  }

  evidence({ app, proofRoles }: Moment): readonly Evidence[] {
    return this.evidenceFor(app).filter(({ role }) => proofRoles.has(role));
  }

  private evidenceFor(app: string): readonly Evidence[] {
    let found = this.evidenceOf.get(app);
    if (!found) {
      const sources = this.membership.sourcesOf(app);
      found = this.inventory.evidence.filter(({ project }) => sources.has(project));
      this.evidenceOf.set(app, found);
    }
    return found;
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
      return selects(selector, { ...moment, view: this.viewOf(fact) });
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

  /** What a selector chooses from in an app, each once. */
  candidates(selector: Selector, app: string): readonly SubjectView[] {
    let byApp = this.chosenFrom.get(selector);
    if (!byApp) {
      byApp = new Map();
      this.chosenFrom.set(selector, byApp);
    }
    let found = byApp.get(app);
    if (!found) {
      const lists = selector.sources.map(({ from }) => this.candidatesFrom(from, app));
      found =
        lists.length === 1 ? lists[0]! : [...new Map(lists.flat().map((view) => [view.id, view])).values()];
      byApp.set(app, found);
    }
    return found;
  }

  private candidatesFrom(from: SourceKind, app: string): readonly SubjectView[] {
    if (from.kind !== 'config') {
      const kind = from.kind === 'fact' ? from.fact : from.kind;
      return (this.contents.get(app)?.get(kind) ?? []).map((each) => this.viewOf(each));
    }
    let views = this.configured.get(from);
    if (!views) {
      views = configViews(this.inventory, from.format, from.path);
      this.configured.set(from, views);
    }
    return views.filter((view) => this.membership.homesOfProject(view.project).includes(app));
  }

  /** A credential is reported wherever it lies, as long as there is an app at all; out of scope it counts for no app. */
  private homesOfSecret({ project }: SecretFact): readonly string[] {
    const homes = this.membership.homesOfProject(project);
    return homes.length > 0 || this.membership.scopes.length === 0 ? homes : [project];
  }

  private put(app: string, kind: ReadKind, subject: Fact | SecretFact): void {
    let contents = this.contents.get(app);
    if (!contents) {
      contents = new Map();
      this.contents.set(app, contents);
    }
    const alike = contents.get(kind);
    if (alike) alike.push(subject);
    else contents.set(kind, [subject]);
  }

  private viewOf(subject: Fact | SecretFact): SubjectView {
    let view = this.views.get(subject);
    if (!view) {
      view = 'kind' in subject ? factView(subject) : secretView(subject);
      this.views.set(subject, view);
    }
    return view;
  }
}
