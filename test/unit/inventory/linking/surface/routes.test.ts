import { describe, expect, it } from 'vitest';
import type { GuardUse, RouteFact } from '../../../../../server/src/inventory/linking/moduleFacts';
import { type Linked, linked } from '../linked';

const routesOf = (all: Linked): RouteFact[] => all.modules.flatMap((one) => one.surface.routes);
const names = (all: Linked): string[] => routesOf(all).map((route) => route.draft.name);
const functionName = (all: Linked, key: string | undefined): string | undefined => {
  const [path, fn] = key?.split('#') ?? [];
  return path === undefined ? undefined : all.program.module(path)?.functions[Number(fn)]?.name;
};
const show = (all: Linked, use: GuardUse): string =>
  `${use.wraps ? 'around ' : ''}${use.unknown ? `unknown: ${use.because}` : (functionName(all, use.function) ?? `${use.product}/${use.capability}`)}`;
const before = (all: Linked, index = 0): string[] =>
  routesOf(all)[index]!.before.map((use) => show(all, use));

describe('routes registered by calls', () => {
  it('finds method, path, handler and what runs before it', async () => {
    const all = await linked({
      'app.ts': `import express from 'express';
function limit(req, res, next) { next(); }
async function chat(req, res) { res.json({ ok: true }); }
const app = express();
app.post('/chat', limit, chat);
app.get('/healthz', (_req, res) => res.send('ok'));
app.all('/any', [limit, limit], chat);
app.get('setting');
`,
    });
    expect(names(all)).toEqual(['POST /chat', 'GET /healthz', '* /any']);
    const [chat, health, any] = routesOf(all);
    expect(functionName(all, chat!.handler)).toBe('chat');
    expect(before(all)).toEqual(['limit']);
    expect(before(all, 2)).toEqual(['limit', 'limit']);
    expect(health!.draft.attributes.health?.value).toBe(true);
    expect(all.text(chat!.draft.place)).toBe('post');
    expect(any!.app).toBe(chat!.app);
  });

  it('takes off wrappers of the workspace, also imported ones', async () => {
    const all = await linked({
      'degrade.ts': `export function withFallback(message, handler) {
  return async (req, res) => { try { await handler(req, res); } catch { res.status(503).json({ message }); } };
}`,
      'routes.ts': `import { Router } from 'express';
import { withFallback } from './degrade';
export const support = Router();
support.post('/a', withFallback('x', async (req, res) => { res.json(await first()); }));
support.post('/b', withFallback('x', async function second(req, res) { res.status(200).json({}); }));
`,
    });
    const [a, b] = routesOf(all);
    expect(a!.handler?.startsWith('routes.ts#')).toBe(true);
    expect(b!.handler).not.toBe(a!.handler);
    expect(functionName(all, b!.handler)).toBe('second');
    expect(a!.before).toMatchObject([{ wraps: true, because: 'withFallback' }]);
    // The framework's types reach the inner handler through the wrapper.
    expect(all.facts('routes.ts').hints).toMatchObject({ [`${a!.handler}:1`]: 'express/Response' });
  });

  it('says that a package’s wrapper cannot be followed, and still finds the handler', async () => {
    const all = await linked({
      'app.ts': `import express from 'express';
import guarded from 'some-wrapper';
const app = express();
app.post('/chat', guarded(async function chat(req, res) { res.end(); }));`,
    });
    expect(functionName(all, routesOf(all)[0]!.handler)).toBe('chat');
    expect(before(all)).toEqual(['around unknown: what some-wrapper does around the handler is not known']);
  });

  it('follows chains of Hono and routers of Fastify plugins', async () => {
    const all = await linked({
      'hono.ts': `import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
export const app = new Hono().use('/api/*', bearerAuth({ token: 't' })).post('/api/chat', async (c) => c.json({ ok: 1 }));`,
      'fastify.ts': `import Fastify from 'fastify';
import { plugin } from './plugin';
const server = Fastify();
server.register(plugin, { prefix: '/v1' });
server.listen({ port: 3000, host: '127.0.0.1' });`,
      'plugin.ts': `export async function plugin(instance, options) {
  instance.addHook('onRequest', async (request, reply) => { reply.code(401).send(); });
  instance.post('/chat', { config: { rateLimit: { max: 5 } } }, async (request, reply) => { reply.send({}); });
  instance.route({ method: ['GET', 'POST'], url: '/both', preHandler: check, handler: both });
}
async function check() {}
async function both() {}`,
    });
    expect(names(all).sort()).toEqual(['GET|POST /both', 'POST /api/chat', 'POST /chat']);
    const hono = all.facts('hono.ts').surface;
    expect(hono.routes[0]!.app).toBe(hono.apps[0]!.key);
    expect(hono.middleware).toMatchObject([
      { app: hono.apps[0]!.key, path: '/api/*', uses: [{ capability: 'authentication' }] },
    ]);
    const plugin = all.facts('plugin.ts').surface;
    const mount = all.facts('fastify.ts').surface.mounts[0]!;
    expect(mount).toMatchObject({ path: '/v1', router: plugin.routes[0]!.app });
    expect(plugin.middleware).toMatchObject([{ app: mount.router, order: 'all' }]);
    expect(plugin.routes[0]!.before).toMatchObject([{ capability: 'rate-limit', product: 'fastify' }]);
    expect(all.facts('fastify.ts').surface.servers).toMatchObject([{ local: true }]);
  });

  it('knows a plugin that is lifted out of its encapsulation', async () => {
    const plugins = ['lifted', 'required', 'plain', 'wrapped'];
    const all = await linked({
      'app.ts': `import Fastify from 'fastify';
${plugins.map((name) => `import { ${name} } from './${name}';`).join('\n')}
const server = Fastify();
${plugins.map((name) => `server.register(${name});`).join('\n')}`,
      'lifted.ts': `import fp from 'fastify-plugin';
export const lifted = fp(async (instance) => { instance.get('/a', answer); });`,
      'required.ts': `const fp = require('fastify-plugin');
async function add(instance) { instance.get('/b', answer); }
export const required = fp(add, { name: 'b' });`,
      'plain.ts': `import fp from 'fastify-plugin';
export async function plain(instance) { instance.get('/c', answer); }
export const other = fp(async () => {});`,
      'wrapped.ts': `import { fp } from './own';
async function add(instance) { instance.get('/d', answer); }
fp(add);
export const wrapped = add;`,
      'own.ts': 'export function fp(plugin) { return plugin; }',
    });
    expect(all.facts('app.ts').surface.mounts.map(({ lifted }) => lifted === true)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('tells middleware, routers and error handlers of one call apart', async () => {
    const all = await linked({
      'app.ts': `import express, { Router } from 'express';
const app = express();
const v1 = Router();
app.use(express.json());
app.use('/v1', check, v1);
app.use((err, req, res, next) => { res.status(500).json({ error: err.message }); });
function check(req, res, next) { next(); }`,
    });
    const { surface } = all.facts('app.ts');
    expect(surface.middleware.map((one) => one.uses.map((use) => show(all, use)))).toEqual([['check']]);
    expect(surface.middleware[0]!.path).toBe('/v1');
    expect(surface.mounts).toMatchObject([
      { path: '/v1', router: surface.apps[1]!.key, app: surface.apps[0]!.key },
    ]);
    expect(surface.catches).toMatchObject([{ app: surface.apps[0]!.key, types: [] }]);
  });
});

describe('routes registered by decorators', () => {
  it('finds FastAPI handlers with dependencies, also in annotations and aliases', async () => {
    const all = await linked({
      'deps.py': `from typing import Annotated
from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer
scheme = OAuth2PasswordBearer(tokenUrl="token")
def current_user(token: str = Depends(scheme)):
    return token
CurrentUser = Annotated[str, Depends(current_user)]
`,
      'api.py': `from fastapi import APIRouter, Depends, FastAPI
from deps import CurrentUser
def quota():
    pass
app = FastAPI(dependencies=[Depends(quota)])
router = APIRouter(prefix="/v1")
@router.post("/chat", dependencies=[Depends(quota)])
async def chat(user: CurrentUser):
    return {}
@app.websocket("/ws")
async def socket(ws): ...
app.include_router(router, prefix="/api")
`,
    });
    expect(names(all)).toEqual(['POST /chat', 'WS /ws']);
    expect(before(all)).toEqual(['quota', 'fastapi/authentication', 'current_user']);
    const { apps, mounts, routes } = all.facts('api.py').surface;
    expect(apps.map((app) => [app.kind, app.prefix, app.guards.length])).toEqual([
      ['app', '', 1],
      ['router', '/v1', 0],
    ]);
    expect(mounts).toMatchObject([{ path: '/api', router: routes[0]!.app }]);
    expect(all.text(routes[0]!.draft.place)).toBe('chat');
    expect(routes[1]!.draft.attributes.form?.value).toBe('socket');
  });

  it('follows decorators of the workspace around the handler', async () => {
    const all = await linked({
      'guards.py': `def degrades_to(message):
    def decorate(handler):
        async def guarded(*args, **kwargs):
            try:
                return await handler(*args, **kwargs)
            except Exception:
                return {"answer": message}
        return guarded
    return decorate
def registered(fn):
    return fn
`,
      'app.py': `from flask import Flask
from guards import degrades_to, registered
from somewhere import mystery
app = Flask(__name__)
@app.route("/chat", methods=["POST"])
@degrades_to("sorry")
@registered
@mystery
def chat():
    return {}
`,
    });
    expect(names(all)).toEqual(['POST /chat']);
    expect(before(all)).toEqual([
      'around guarded',
      'around unknown: what somewhere does before a request is not known',
    ]);
  });
});

describe('routes that follow from files', () => {
  it('finds Next.js handlers with wrappers and re-exports, below any directory', async () => {
    const all = await linked({
      'web/app/(chat)/api/chat/[id]/route.ts': `import { withAuth } from '../../../../../lib';
export const maxDuration = 30;
export async function GET() { return new Response(''); }
export const POST = withAuth(async (request) => Response.json({}));
export { remove as DELETE } from '../../../../../lib';`,
      'web/lib.ts': `export const withAuth = (handler) => async (request) => { if (!request.user) return new Response('', { status: 401 }); return handler(request); };
export async function remove() { return new Response(''); }`,
    });
    expect(names(all)).toEqual(['GET /api/chat/[id]', 'POST /api/chat/[id]', 'DELETE /api/chat/[id]']);
    expect(before(all, 1)).toMatchObject([expect.stringContaining('around')]);
    expect(routesOf(all)[2]!.handler?.startsWith('web/lib.ts#')).toBe(true);
    expect(all.text(routesOf(all)[0]!.draft.place)).toBe('GET');
  });

  it('finds a worker’s fetch and leaves ordinary default exports alone', async () => {
    const all = await linked({
      'src/index.ts': 'export default { async fetch(request, env) { return new Response("ok"); } };',
      'src/main.ts': 'export default function start() {}',
    });
    expect(
      routesOf(all).map((route) => [
        route.draft.attributes.framework?.value,
        route.draft.attributes.form?.value,
      ]),
    ).toEqual([['cloudflare-workers', 'function']]);
  });

  it('finds server actions by module and by function', async () => {
    const all = await linked({
      'actions.ts': `'use server';
export async function ask(text: string) { return text; }
async function inner() {}
export const later = async () => {};`,
      'page.tsx': `export default function Page() { async function save() { 'use server'; } return <form action={save} />; }`,
    });
    expect(names(all)).toEqual(['ask', 'later', 'save']);
    expect(routesOf(all)[0]!.draft.attributes.form?.value).toBe('server-action');
  });

  it('reads the matcher of file middleware', async () => {
    const all = await linked({
      'web/middleware.ts': `export function middleware(request) { return undefined; }
export const config = { matcher: ['/api/:path*', '/chat'] };`,
      'other/src/middleware.ts': `export default function (request) {}
export const config = { matcher: process.env.M };`,
    });
    expect(all.facts('web/middleware.ts').surface.fileMiddleware).toMatchObject([
      { framework: 'nextjs', matchers: ['/api/:path*', '/chat'], uses: [{ because: 'middleware' }] },
    ]);
    expect(all.facts('other/src/middleware.ts').surface.fileMiddleware[0]!.matchers).toBe('unknown');
  });
});

it('survives broken input and places routes after emoji and CRLF', async () => {
  const all = await linked({
    'app.ts':
      'import express from "express";\r\nconst app = express(); // 🚀\r\napp.post("/chat", async (req, res) => { res.json({ }\r\n',
    'bad.py': 'from fastapi import FastAPI\napp = FastAPI(\n@app.post("/x"\ndef f(:\n',
  });
  const [route] = all.facts('app.ts').surface.routes;
  expect(all.text(route!.draft.place)).toBe('post');
});
