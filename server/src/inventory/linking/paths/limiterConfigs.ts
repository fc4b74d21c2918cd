// Config files that may limit requests before they reach the app: ingress, gateways, proxies, platforms. Recognised, not understood.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';

const BY_PATH = [
  /(^|\/)nginx[^/]*\.conf(\.template)?$/,
  /(^|\/)(nginx|sites-(available|enabled)|conf\.d)\/[^/]+(\.conf)?$/,
  /(^|\/)Caddyfile$/,
  /(^|\/)haproxy[^/]*\.cfg$/,
  /\.tf$/,
  /(^|\/)(envoy|kong|traefik|apisix|krakend)[^/]*\.(ya?ml|json|toml)$/,
];
const COMPOSE = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/;
const PROXIES = /(^|\/)(traefik|nginx|kong|envoy|caddy|haproxy|apisix|krakend|nginx-proxy)\b/;
const KINDS = new Set([
  'Ingress',
  'IngressRoute',
  'Gateway',
  'HTTPRoute',
  'VirtualService',
  'EnvoyFilter',
  'KongPlugin',
  'Middleware',
  'BackendPolicy',
  'GCPBackendPolicy',
  'HTTPProxy',
]);
const LIMIT_KEYS =
  /^(rate[-_]?limit(s|ing|er)?|throttl(e|ing)\w*|quota(s)?|firewall|limit_req\w*|unsafe|waf)$/i;
const LIMIT_WORDS = /rate[-_ ]?limit|AWS::(ApiGateway|ApiGatewayV2|WAFv2)::|throttl/i;

/** True if requests may be limited by this file. `summary` where the file parsed as a config format. */
export function isLimiterConfig(path: string, summary?: ConfigSummary): boolean {
  if (BY_PATH.some((pattern) => pattern.test(path))) return true;
  const documents = summary?.documents ?? [];
  if (COMPOSE.test(path)) return documents.some((document) => mentionsProxy(document));
  if (/(^|\/)vercel\.json$/.test(path))
    return documents.some((document) => hasKey(document, /^(firewall|waf)$/) || some(document, isRateLimit));
  if (/(^|\/)wrangler\.(toml|jsonc?)$/.test(path))
    return documents.some(
      (document) => hasKey(document, /^(ratelimits?|rate_limits?)$/) || hasWord(document, /^ratelimit$/),
    );
  if (summary?.format !== 'yaml' && summary?.format !== 'json') return false;
  return documents.some((document) => isGateway(document) || hasQuota(document));
}

/** `mitigate: { action: "rate_limit", rateLimit: … }`; to deny or to challenge limits nobody. Source: Vercel WAF rule configuration. */
function isRateLimit({ key, value }: { key: string; value: ConfigNode }): boolean {
  if (key !== 'mitigate') return false;
  return hasKey(value, /^rateLimit$/) || hasWord(value, /^rate_limit$/);
}

/** An OpenAPI file with quotas that a gateway enforces. Source: Google Cloud Endpoints, "Configuring quotas". */
function hasQuota(document: ConfigNode): boolean {
  const quota = ['x-google-management', 'quota', 'limits'].reduce<ConfigNode | undefined>(
    (node, key) =>
      node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined,
    document,
  );
  return quota?.kind === 'list' && quota.items.length > 0;
}

/** A kind as a template names it that is no YAML before it is filled in. */
const WRITTEN_KIND = /^[ \t-]*kind:[ \t]*["']?(\w+)/gm;

function isGateway(document: ConfigNode): boolean {
  if (document.kind === 'templated')
    return [...document.text.matchAll(WRITTEN_KIND)].some(([, kind]) => KINDS.has(kind!));
  if (document.kind !== 'map') return false;
  const value = (key: string): ConfigNode | undefined =>
    document.entries.find((entry) => entry.key === key)?.value;
  const kind = value('kind');
  if (kind?.kind === 'scalar' && value('apiVersion')) return KINDS.has(String(kind.value));
  if (value('static_resources') || value('_format_version') || value('entryPoints')) return true;
  const isTemplate = value('AWSTemplateFormatVersion') ?? value('Resources') ?? value('provider');
  return isTemplate !== undefined && (hasKey(document, LIMIT_KEYS) || hasWord(document, LIMIT_WORDS));
}

function mentionsProxy(node: ConfigNode): boolean {
  return some(
    node,
    (entry) =>
      entry.key === 'image' && entry.value.kind === 'scalar' && PROXIES.test(String(entry.value.value)),
  );
}

function hasKey(node: ConfigNode, key: RegExp): boolean {
  return some(node, (entry) => key.test(entry.key));
}

function hasWord(node: ConfigNode, word: RegExp): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && word.test(node.value);
  if (node.kind === 'list') return node.items.some((item) => hasWord(item, word));
  return node.kind === 'map' && node.entries.some((entry) => hasWord(entry.value, word));
}

function some(node: ConfigNode, test: (entry: { key: string; value: ConfigNode }) => boolean): boolean {
  if (node.kind === 'list') return node.items.some((item) => some(item, test));
  return node.kind === 'map' && node.entries.some((entry) => test(entry) || some(entry.value, test));
}
