import { expect, it } from 'vitest';
import { matcherCovers } from '../../../../../server/src/inventory/linking/paths/fileMatch';
import { isLimiterConfig } from '../../../../../server/src/inventory/linking/paths/limiterConfigs';
import { coversPath, joinPaths } from '../../../../../server/src/inventory/linking/paths/surfaceIndex';
import { language as json } from '../../../../../server/src/languages/config/json/language';
import { language as toml } from '../../../../../server/src/languages/config/toml/language';
import { language as yaml } from '../../../../../server/src/languages/config/yaml/language';

const check = async (path: string, text?: string): Promise<boolean> => {
  if (text === undefined) return isLimiterConfig(path);
  const language = path.endsWith('json') ? json : path.endsWith('toml') ? toml : yaml;
  await language.prepare();
  const summary = language.summarise(path, text);
  return summary.kind === 'config' && isLimiterConfig(path, summary);
};

it.each([
  ['deploy/nginx.conf', undefined, true],
  ['infra/main.tf', undefined, true],
  ['k8s/ingress.yaml', 'apiVersion: networking.k8s.io/v1\nkind: Ingress\n', true],
  [
    'k8s/all.yaml',
    'apiVersion: v1\nkind: Service\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n',
    true,
  ],
  ['docker-compose.yml', 'services:\n  proxy:\n    image: traefik:v3\n', true],
  ['vercel.json', '{ "firewall": { "rules": [] } }', true],
  [
    'vercel.json',
    '{ "routes": [{ "src": "/api/(.*)", "mitigate": { "action": "rate_limit", "rateLimit": { "limit": 9 } } }] }',
    true,
  ],
  ['vercel.json', '{ "routes": [{ "src": "/(.*)", "mitigate": { "action": "deny" } }] }', false],
  ['openapi.yaml', 'swagger: "2.0"\nx-google-management:\n  quota:\n    limits:\n      - name: read\n', true],
  ['api.json', '{ "x-google-management": { "quota": { "limits": [{ "name": "read" }] } } }', true],
  ['openapi.yaml', 'swagger: "2.0"\nx-google-management:\n  metrics:\n    - name: read\n', false],
  ['openapi.yaml', 'swagger: "2.0"\nx-google-management:\n  quota:\n    limits: []\n', false],
  ['wrangler.toml', '[[unsafe.bindings]]\nname = "L"\ntype = "ratelimit"\n', true],
  ['gateway/kong.yml', '_format_version: "3.0"\n', true],
  ['k8s/service.yaml', 'apiVersion: v1\nkind: Service\n', false],
  ['docker-compose.yml', 'services:\n  db:\n    image: postgres:16\n', false],
  ['vercel.json', '{ "crons": [] }', false],
  ['package.json', '{ "dependencies": { "express-rate-limit": "1" } }', false],
  ['wrangler.toml', 'name = "app"\n', false],
  ['k8s/broken.yaml', 'kind: [', false],
  ['chart/templates/ingress.yaml', '{{ if .Values.on }}\nkind: Ingress\n {{ else }}\n: [\n{{ end }}\n', true],
  ['chart/templates/map.yaml', '{{ if .Values.on }}\nkind: ConfigMap\n {{ else }}\n: [\n{{ end }}\n', false],
  ['ansible/proxy.yaml', '{% if on %}\nkind: Ingress\n{% endif %}\n', true],
])('%s %s: %s', async (path, text, expected) => {
  expect(await check(path, text)).toBe(expected);
});

it('compares paths of middleware and routes', () => {
  expect(joinPaths('/', 'v1/', '/chat')).toBe('/v1/chat');
  expect(coversPath('', '/x')).toBe(true);
  expect(coversPath('/api/*', '/api/chat')).toBe(true);
  expect(coversPath('/api', '/apis')).toBe(false);
  expect(coversPath('/api/:id', '/api')).toBe(false);
  expect(coversPath('/teams/:id/chat', '/teams/7/chat')).toBe(true);
});

it.each([
  ['/((?!_next/static|favicon.ico|.*\\.(?:svg|png)$).*)', '/api/chat', true],
  ['/((?!api|_next).*)', '/api/chat', false],
  ['/((?!(a+)+$).*)', '/api/chat', 'unknown'],
  ['/(api|trpc)(.*)', '/api/chat', true],
  ['/:path*', '/api/chat', true],
  ['/api/:one', '/api/chat/deep', false],
] as const)('matcher %s for %s', (matcher, route, expected) => {
  expect(matcherCovers(matcher, route)).toBe(expected);
});
