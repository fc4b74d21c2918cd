// The draft of an endpoint: name, form, attributes. Where it was found is for the collectors.

import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import type { DefinitionKey, FactDraft, FunctionKey } from '../moduleFacts';

export type EndpointForm =
  | 'route'
  | 'function'
  | 'socket'
  | 'server-action'
  | 'cron'
  | 'queue'
  | 'bot'
  | 'interface';

export interface EndpointParts {
  readonly key: DefinitionKey;
  readonly within: FunctionKey;
  readonly place: Place;
  readonly framework: string;
  readonly form: EndpointForm;
  /** Upper case, `*` for all, several joined by `|`. */
  readonly method: string;
  /** Undefined where it is known only at run time. */
  readonly route?: string;
  readonly name?: string;
  readonly handler?: FunctionKey;
}

const HEALTH =
  /(^|\/)_?(health|healthz|health[-_]?check|livez?|liveness|readyz?|readiness|ping|heartbeat|startupz?)\/?$/i;

export function toEndpointDraft(parts: EndpointParts): FactDraft {
  const { key, within, place, handler, framework } = parts;
  const route = parts.route;
  const attributes: Record<string, Attribute> = {
    framework: { value: framework },
    form: { value: isCron(route) ? 'cron' : parts.form },
    method: { value: parts.method },
    ...(route === undefined ? {} : { route: { value: route } }),
    ...(route !== undefined && HEALTH.test(route) ? { health: { value: true, place } } : {}),
  };
  return {
    kind: 'endpoint',
    name: parts.name ?? `${parts.method} ${route === '' ? '/' : (route ?? '(computed)')}`,
    place,
    sdk: framework,
    key,
    within,
    attributes,
    argumentPlaces: {},
    runs: handler ? [handler] : [],
    refers: {},
    guards: [],
  };
}

/** Routes that a scheduler calls lie below a `cron` directory by convention. */
function isCron(route: string | undefined): boolean {
  return route !== undefined && /(^|\/)crons?(\/|$)/i.test(route);
}
