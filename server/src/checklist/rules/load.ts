// Loads the checklist from the rule data: subjects, items, rules, all checked against each other. Reading goes through the reader.
import type { RuleReader } from '../../catalog/load';
import { type SourceError, YamlSource } from '../../catalog/yamlSource';
import { compileItem } from './compileItem';
import { compileRule } from './compileRule';
import type { Keys, Scope } from './conditions/condition';
import type { Loading } from './operator';
import type { Item, Rule, RuleSet, Selector } from './rule';
import { parseDocuments } from './ruleFile';
import { itemSchema, ruleSchema, type SerializableRule, subjectsSchema } from './schema';
import { compileSubjects, kindsOf, type ScopeFor, type Subjects } from './selector';

/** The categories in the order of the checklist. */
export const CATEGORIES = [
  'security',
  'governance',
  'observability',
  'cost',
  'reliability',
  'performance',
  'testing',
  'ux',
] as const;

export interface LoadOptions {
  /** Where the rule data lies for the reader; '' if it is the reader's root. */
  readonly directory?: string;
  /** Ids of the repairs that exist; without it their names are not checked. */
  readonly fixes?: ReadonlySet<string>;
  /** Rule files of a team; their ids are prefixed `custom/`. */
  readonly custom?: readonly RuleText[];
}

export interface RuleText {
  readonly path: string;
  readonly text: string;
}

export interface LoadedRules {
  /** What is sound. A rule with a fault is left out. */
  readonly rules: RuleSet;
  readonly errors: readonly SourceError[];
}

/** Loads and compiles everything. Never throws; faults are in `errors`, with file and 1-based line and column. */
export function loadRules(reader: RuleReader, options: LoadOptions = {}): LoadedRules {
  const loader = new Loader(reader, options);
  const subjects = loader.subjects();
  const items = loader.items(subjects);
  const rules = loader.rules(items, subjects);
  return { rules: { items, rules, subjects }, errors: loader.errors };
}

class Loader {
  readonly errors: SourceError[] = [];
  private readonly lists = new Map<string, readonly string[] | undefined>();

  constructor(
    private readonly reader: RuleReader,
    private readonly options: LoadOptions,
  ) {}

  subjects(): Subjects {
    const path = this.at('subjects.yaml');
    const text = this.read(path);
    if (text === undefined) return new Map();
    const source = YamlSource.parse(path, text);
    const { value, errors } = source.validate(subjectsSchema);
    this.errors.push(...errors);
    return value ? compileSubjects(value, (known) => this.scopes(known, source)) : new Map();
  }

  items(subjects: Subjects): readonly Item[] {
    return CATEGORIES.flatMap((category) => {
      const folder = this.at(`checks/${category}`);
      const items = this.reader.list(folder).flatMap((name) => {
        const path = `${folder}/${name}/item.yaml`;
        const text = this.reader.list(`${folder}/${name}`).includes('item.yaml')
          ? this.read(path)
          : undefined;
        if (text === undefined) return [];
        const source = YamlSource.parse(path, text);
        const { value, errors } = source.validate(itemSchema);
        this.errors.push(...errors);
        if (!value) return [];
        if (value.id !== `${category}/${name}`)
          this.errors.push(source.errorAt(['id'], `"${value.id}" lies in ${category}/${name}`));
        return [compileItem(value, subjects, this.scopes(subjects, source))];
      });
      return items.sort((a, b) => a.position - b.position);
    });
  }

  rules(items: readonly Item[], subjects: Subjects): readonly Rule[] {
    const byId = new Map(items.map((item) => [item.id, item]));
    const found: Rule[] = [];
    const sources = new Map<string, YamlSource>();
    for (const { path, text } of this.ruleTexts(items)) {
      for (const source of parseDocuments(path, text)) {
        const rule = this.rule(source, byId, subjects);
        if (!rule) continue;
        const before = sources.get(rule.id);
        if (before)
          this.errors.push(source.errorAt(['id'], `rule "${rule.id}" is already defined in ${before.path}`));
        else {
          sources.set(rule.id, source);
          found.push(rule);
        }
      }
    }
    this.checkReferences(found, sources, items);
    return found;
  }

  private rule(source: YamlSource, items: ReadonlyMap<string, Item>, subjects: Subjects): Rule | undefined {
    const { value, errors } = source.validate(ruleSchema);
    this.errors.push(...errors);
    if (!value) return undefined;
    const before = this.errors.length;
    this.checkOwner(value, source);
    const rule = compileRule(value, {
      items,
      subjects,
      fixes: this.options.fixes,
      path: source.path,
      line: source.placeOf(['id']).line,
      report: (keys, message) => this.errors.push(source.errorAt(keys, message)),
      scopeFor: this.scopes(subjects, source),
    });
    return this.errors.length === before ? rule : undefined;
  }

  private checkOwner(rule: SerializableRule, source: YamlSource): void {
    const custom = this.options.custom?.some(({ path }) => path === source.path) ?? false;
    if (custom !== rule.id.startsWith('custom/'))
      this.errors.push(
        source.errorAt(
          ['id'],
          custom ? 'ids of own rules begin with "custom/"' : '"custom/" is for rules of a team',
        ),
      );
    if (!custom && !source.path.startsWith(this.at(`checks/${rule.item}/`)))
      this.errors.push(source.errorAt(['item'], `a rule of ${rule.item} lies in checks/${rule.item}/`));
  }

  private checkReferences(
    rules: readonly Rule[],
    sources: ReadonlyMap<string, YamlSource>,
    items: readonly Item[],
  ): void {
    const ids = new Set(rules.map(({ id }) => id));
    for (const rule of rules)
      for (const [at, other] of rule.supersedes.entries())
        if (!ids.has(other))
          this.errors.push(sources.get(rule.id)!.errorAt(['supersedes', at], `unknown rule "${other}"`));
    for (const item of items) {
      const has = rules.some((rule) => rule.item === item.id);
      const path = this.at(`checks/${item.id}/item.yaml`);
      if (has !== item.detected && !this.options.custom?.length)
        this.errors.push({
          path,
          line: 1,
          column: 1,
          message: has ? 'has rules but is not marked detected' : 'is marked detected but has no rule',
        });
    }
  }

  private ruleTexts(items: readonly Item[]): readonly RuleText[] {
    const own = items.flatMap(({ id }) => {
      const folder = this.at(`checks/${id}`);
      const names = this.reader.list(folder).filter((name) => /\.ya?ml$/.test(name) && name !== 'item.yaml');
      return [...names].sort().map((name) => `${folder}/${name}`);
    });
    const texts = own.map((path) => ({ path, text: this.read(path) ?? '' }));
    return [...texts, ...(this.options.custom ?? [])];
  }

  private scopes(subjects: Subjects, source: YamlSource): ScopeFor {
    const loading: Loading = { list: (name) => this.list(name), subjects: new Set(subjects.keys()) };
    const report = (keys: Keys, message: string): void =>
      void this.errors.push(source.errorAt(keys, message));
    const kindsOfName = (name: string) => {
      const selector: Selector | undefined = subjects.get(name);
      return selector && kindsOf(selector);
    };
    return (kinds): Scope => ({ kinds, loading, kindsOf: kindsOfName, report });
  }

  /** A list of the rule data: `file#key`, a list of texts or the keys of a map. */
  private list(name: string): readonly string[] | undefined {
    if (!this.lists.has(name)) this.lists.set(name, this.readList(name));
    return this.lists.get(name);
  }

  private readList(name: string): readonly string[] | undefined {
    const [file = '', key = ''] = name.split('#');
    const folder = this.at(file).split('/').slice(0, -1).join('/');
    const entry = `${file.split('/').at(-1)}.yaml`;
    if (!this.reader.list(folder).includes(entry)) return undefined;
    const path = this.at(`${file}.yaml`);
    const data = YamlSource.parse(path, this.read(path) ?? '').data;
    const found = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
    if (Array.isArray(found)) return found.map(String);
    return typeof found === 'object' && found !== null ? Object.keys(found) : undefined;
  }

  private at(path: string): string {
    return this.options.directory ? `${this.options.directory}/${path}` : path;
  }

  private read(path: string): string | undefined {
    try {
      return this.reader.read(path);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.errors.push({ path, line: 1, column: 1, message: `cannot be read: ${why}` });
      return undefined;
    }
  }
}
