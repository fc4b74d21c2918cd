// Workloads of Kubernetes manifests: the image each container runs, privileged containers, the service account.
// Source: Kubernetes API reference: PodSpec, SecurityContext.privileged, Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, Pod; Knative Service.
// Charts are templates: what a value fills in is no text, so their workloads have no image here.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import { itemsAt, nodeAt, textAt } from '../../selection/configTree';
import { type Deployment, isTrue, placeIn, wordsOf } from './deployment';
import { type Account, type BoundRoles, kubernetesRoles } from './kubernetesRoles';

/** Where the pod's own description stands, by kind. */
const PODS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  /** Knative; the plain one of the core has no template. */
  Service: ['spec', 'template', 'spec'],
};

/** The containers of all manifests; roles may stand in other files than the workloads that run under them. */
export function kubernetesWorkloads(configs: readonly ConfigSummary[]): readonly Deployment[] {
  const manifests = configs.filter(({ format }) => format === 'yaml');
  const roles = kubernetesRoles(manifests);
  return manifests.flatMap((config) =>
    config.documents.flatMap((document) => workloadsIn(config, document, roles)),
  );
}

function workloadsIn(config: ConfigSummary, document: ConfigNode, roles: BoundRoles): readonly Deployment[] {
  const kind = textAt(document, 'kind');
  if (kind === 'List') return itemsAt(document, 'items').flatMap((item) => workloadsIn(config, item, roles));
  const steps = kind !== undefined && Object.hasOwn(PODS, kind) ? PODS[kind] : undefined;
  const pod = steps && textAt(document, 'apiVersion') ? nodeAt(document, ...steps) : undefined;
  const name = nodeAt(document, 'metadata', 'name');
  if (!pod || name?.kind !== 'scalar') return [];
  const account: Account = {
    name: textAt(pod, 'serviceAccountName') ?? textAt(pod, 'serviceAccount'),
    namespace: textAt(document, 'metadata', 'namespace'),
  };
  return itemsAt(pod, 'containers').flatMap((container) => {
    const image = textAt(container, 'image');
    if (image === undefined) return [];
    const privileged = nodeAt(container, 'securityContext', 'privileged');
    return [
      {
        form: 'workload' as const,
        name: String(name.value),
        place: placeIn(config, name),
        image,
        command: wordsOf(nodeAt(container, 'command'), nodeAt(container, 'args')),
        privileged: isTrue(privileged) ? [placeIn(config, privileged)] : [],
        iamWildcard: roles.wildcardsOf(account),
      },
    ];
  });
}
