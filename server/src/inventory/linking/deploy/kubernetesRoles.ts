// Roles of Kubernetes manifests that allow everything, by the service account they are bound to.
// Source: Kubernetes documentation, "Using RBAC Authorization": `*` stands for all verbs, resources and groups; `cluster-admin` allows all.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import { itemsAt, nodeAt, textAt } from '../../selection/configTree';
import { placeIn } from './deployment';

export interface Account {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

export interface BoundRoles {
  /** Where an account is allowed everything: the `*` of each rule, or the name of the role that is built so. */
  wildcardsOf(account: Account): readonly Place[];
}

interface Role extends Account {
  readonly kind: string;
  readonly wildcards: readonly Place[];
}

interface Binding extends Account {
  readonly role: Account & { readonly kind: string };
  readonly place: Place;
  readonly accounts: readonly Account[];
}

const BUILT_IN = 'cluster-admin';

export function kubernetesRoles(configs: readonly ConfigSummary[]): BoundRoles {
  const documents = configs.flatMap((config) =>
    config.documents.flatMap((document) =>
      textAt(document, 'kind') === 'List'
        ? itemsAt(document, 'items').map((item) => ({ config, document: item }))
        : [{ config, document }],
    ),
  );
  const roles = documents.flatMap(({ config, document }) => toRole(config, document) ?? []);
  const bindings = documents.flatMap(({ config, document }) => toBinding(config, document) ?? []);
  return {
    wildcardsOf: (account) =>
      account.name === undefined
        ? []
        : bindings
            .filter(({ accounts }) => accounts.some((one) => isSame(one, account)))
            .flatMap((binding) => wildcardsIn(binding, roles)),
  };
}

function wildcardsIn({ role, place }: Binding, roles: readonly Role[]): readonly Place[] {
  const bound = roles.filter((one) => one.kind === role.kind && isSame(one, role));
  if (bound.length > 0) return bound.flatMap(({ wildcards }) => wildcards);
  return role.kind === 'ClusterRole' && role.name === BUILT_IN ? [place] : [];
}

/** A namespace that is not written is given when it is applied. */
function isSame(a: Account, b: Account): boolean {
  if (a.name === undefined || a.name !== b.name) return false;
  return a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
}

function toRole(config: ConfigSummary, document: ConfigNode): Role | undefined {
  const kind = textAt(document, 'kind');
  if (kind !== 'Role' && kind !== 'ClusterRole') return undefined;
  const wildcards = itemsAt(document, 'rules').flatMap((rule) => {
    const verb = starIn(rule, 'verbs');
    return verb && starIn(rule, 'resources') ? [placeIn(config, verb)] : [];
  });
  return {
    kind,
    name: textAt(document, 'metadata', 'name'),
    namespace: kind === 'Role' ? textAt(document, 'metadata', 'namespace') : undefined,
    wildcards,
  };
}

function toBinding(config: ConfigSummary, document: ConfigNode): Binding | undefined {
  const kind = textAt(document, 'kind');
  const name = nodeAt(document, 'roleRef', 'name');
  if ((kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') || !name) return undefined;
  const namespace = kind === 'RoleBinding' ? textAt(document, 'metadata', 'namespace') : undefined;
  const role = {
    kind: textAt(document, 'roleRef', 'kind') ?? '',
    name: textAt(document, 'roleRef', 'name'),
    namespace,
  };
  return {
    name: textAt(document, 'metadata', 'name'),
    namespace,
    role,
    place: placeIn(config, name),
    accounts: itemsAt(document, 'subjects')
      .filter((subject) => textAt(subject, 'kind') === 'ServiceAccount')
      .map((subject) => ({ name: textAt(subject, 'name'), namespace: textAt(subject, 'namespace') })),
  };
}

function starIn(rule: ConfigNode, key: string): ConfigNode | undefined {
  return itemsAt(rule, key).find((item) => item.kind === 'scalar' && item.value === '*');
}
