// Inventories made by hand: facts with sensible defaults, one app at the root unless told otherwise.
import type {
  Attribute,
  AttributeWord,
  EffectiveValue,
  Evidence,
  Fact,
  FactKind,
  Inventory,
  Project,
  SecretFact,
} from '../../../server/src/inventory/facts/fact';
import type { ConfigSummary } from '../../../server/src/languages/summary/config';
import type { Place } from '../../../server/src/text/span';

type Attributes = Readonly<Record<string, Attribute | AttributeWord>>;

export function at(path: string, start = 0, end = start + 5): Place {
  return { path, start, end };
}

export function effective(
  value: AttributeWord,
  of: EffectiveValue,
  more: Partial<Attribute> = {},
): Attribute {
  return { value, effective: of, ...more };
}

/** A fact named `name` in `path`; a bare word is an attribute's value. */
export function fact(
  kind: FactKind,
  name: string,
  attributes: Attributes = {},
  more: Partial<Fact> = {},
): Fact {
  const path = more.place?.path ?? 'src/app.ts';
  return {
    id: `${kind}:${path}#${name}`,
    kind,
    name,
    role: 'product',
    project: '',
    place: at(path, name.length * 10),
    links: {},
    guards: [],
    isA: {},
    ...more,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [
        key,
        typeof value === 'object' && 'value' in value ? value : { value },
      ]),
    ),
  };
}

export function secret(path: string, where: SecretFact['where'], more: Partial<SecretFact> = {}): SecretFact {
  return {
    id: `secret:${path}#openai-key`,
    path,
    place: at(path, 20, 71),
    format: 'openai-key',
    title: 'An OpenAI key',
    tag: 'aa',
    length: 51,
    role: 'product',
    project: '',
    variable: 'OPENAI_API_KEY',
    where,
    ...more,
  };
}

export function evidence(capability: string, more: Partial<Evidence> = {}): Evidence {
  return {
    capability,
    project: '',
    place: at('infra/config.yaml'),
    because: `${capability} is wired`,
    strength: 'wired',
    role: 'config',
    ...more,
  };
}

export function project(path: string, kind: Project['kind'] = 'app', more: Partial<Project> = {}): Project {
  return { path, name: path || 'root', kind, imports: [], ...more };
}

export interface Parts {
  readonly facts?: readonly Fact[];
  readonly secrets?: readonly SecretFact[];
  readonly evidence?: readonly Evidence[];
  readonly projects?: readonly Project[];
  readonly configs?: readonly (ConfigSummary & { readonly as?: string })[];
}

export function inventory(parts: Parts): Inventory {
  const configs = parts.configs ?? [];
  return {
    facts: parts.facts ?? [],
    secrets: parts.secrets ?? [],
    evidence: parts.evidence ?? [],
    projects: parts.projects ?? [project('')],
    files: { scanned: 1, parsed: 1, skipped: [], partial: [] },
    configs: {
      paths: (format) =>
        configs.filter(({ as }) => format === undefined || as === format).map(({ path }) => path),
      summary: (path) => configs.find((each) => each.path === path),
    },
    roleOf: (path) => (path.endsWith('.yaml') ? 'config' : 'product'),
    projectOf: () => '',
    tracked: { state: 'known' },
  };
}
