import { describe, expect, it } from 'vitest';
import { connected } from '../connected';

const MODEL = `import OpenAI from 'openai';
const client = new OpenAI();
export async function answer(text: string) {
  const done = await client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: text }] });
  return done.choices[0].message.content;
}
`;
const PY_MODEL = `from openai import OpenAI
client = OpenAI()
def answer(text):
    return client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": text}])
`;
const app = (routes: string, more: Record<string, string> = {}) =>
  connected({
    'model.ts': MODEL,
    ...more,
    'app.ts': `import express, { Router } from 'express';\nimport { answer } from './model';\nexport const app = express();\n${routes}`,
  });
const nextRoute = (body: string, more: Record<string, string> = {}) =>
  connected({
    'model.ts': MODEL,
    ...more,
    'app/api/chat/route.ts': `import { answer } from '../../../model';\n${body}`,
  });

describe('middleware, routers and order', () => {
  const LIMIT =
    'function limit(req, res, next) { if (tooMany(req)) { return res.status(429).end(); } next(); }\n';
  const CHAT = 'async function chat(req, res) { res.json(await answer(req.body.text)); }\n';

  it('counts what is registered before the route, on the app, on a router above it and on the route itself', async () => {
    const all = await app(`${LIMIT}${CHAT}
app.post('/early', chat);
app.use(limit);
const v1 = Router();
const desk = Router();
app.use('/v1', v1);
v1.use('/desk', desk);
desk.post('/late', chat);
`);
    expect(all.endpoint('POST /early').rateLimited).toMatchObject({ value: false });
    expect(all.endpoint('POST /late').rateLimited).toMatchObject({ value: true, because: 'limit' });
    expect(all.endpoint('POST /late').route).toMatchObject({ value: '/v1/desk/late' });
    expect(all.endpoint('POST /late').guards).toMatchObject([{ guard: 'rate-limit', paths: 'every' }]);
    expect(all.endpoint('POST /early').rateLimited!.definitions!.map((one) => one.role)).toEqual([
      'definition',
      'app',
    ]);
  });

  it('minds the path of middleware', async () => {
    const all = await app(`${LIMIT}${CHAT}
app.use('/api', limit);
app.post('/api/chat', chat);
app.post('/other', chat);`);
    expect(all.show('POST /api/chat', 'rateLimited')).toBe('true: limit');
    expect(all.show('POST /other', 'rateLimited')).toMatch(/^false/);
  });

  it('does not claim absence behind middleware it cannot follow, or a gateway config', async () => {
    const unseen = await app(
      `import gate from 'some-gate';\napp.use(gate());\n${CHAT}app.post('/chat', chat);`,
    );
    expect(unseen.show('POST /chat', 'rateLimited')).toBe(
      'unknown: what some-gate does before a request is not known',
    );
    const files = {
      'model.ts': MODEL,
      'app.ts': `import express from 'express';\nimport { answer } from './model';\nconst app = express();\n${CHAT}app.post('/chat', chat);`,
    };
    expect((await connected(files)).endpoint('POST /chat').rateLimited!.value).toBe(false);
    expect((await connected(files, ['deploy/nginx.conf'])).show('POST /chat', 'rateLimited')).toBe(
      'unknown: deploy/nginx.conf may limit it',
    );
  });

  it('says some where another way leads to the route without the guard', async () => {
    const all = await app(`${LIMIT}${CHAT}
const api = Router();
api.post('/chat', chat);
app.use('/open', api);
app.use(limit);
app.use('/closed', api);`);
    expect(all.endpoint('POST /chat').rateLimited!.value).toBe('unknown');
    expect(all.endpoint('POST /chat').guards).toMatchObject([{ guard: 'rate-limit', paths: 'some' }]);
  });

  it('takes middleware that lets some requests past as some, with the condition', async () => {
    const all = await app(`
function auth(req, res, next) { if (req.path === '/x') return next(); if (!req.user) { res.status(401).end(); return; } next(); }
function open(req, res, next) { log(req.path); next(); }
${CHAT}app.post('/chat', auth, chat);
app.post('/open', open, chat);`);
    expect(all.endpoint('POST /chat').authenticated!.value).toBe('unknown');
    expect(all.show('POST /open', 'authenticated')).toMatch(/^false/);
  });

  it('follows the else form, callbacks and wrappers', async () => {
    const all = await app(`
function either(req, res, next) { if (verify(req)) { next(); } else { res.status(401).json({ error: 'no' }); } }
function callback(req, res, next) { check(req.token, (err, user) => { if (err) return res.sendStatus(403); next(); }); }
const withUser = (handler) => async (req, res) => { const user = await find(req); if (!user) return res.status(401).end(); return handler(req, res); };
${CHAT}app.post('/a', either, chat);
app.post('/b', callback, chat);
app.post('/c', withUser(async (req, res) => { res.json(await answer('x')); }));`);
    for (const name of ['POST /a', 'POST /b', 'POST /c'])
      expect([name, all.endpoint(name).authenticated!.value]).toEqual([name, true]);
  });
});

describe('branches in front of the model call', () => {
  it('accepts a limit written in the handler', async () => {
    const all = await nextRoute(
      `import { limit } from '../../../limit';
export async function POST(req: Request) {
  const { success } = await limit(req.headers.get('ip'));
  if (!success) { return new Response('Too many requests', { status: 429 }); }
  return Response.json({ text: await answer('x') });
}`,
      { 'limit.ts': 'export async function limit(ip) { return { success: await hit(ip) }; }' },
    );
    expect(all.show('POST /api/chat', 'rateLimited')).toBe('true: a branch ends the request');
  });

  it('follows functions that throw a quota error, three deep', async () => {
    const all = await nextRoute(
      `import { guard } from '../../../limit';
export async function POST(req: Request) { await guard(req); return Response.json({ text: await answer('x') }); }`,
      {
        'limit.ts': `export class RateLimitError extends Error {}
export async function guard(req) { await inner(req); }
async function inner(req) { const n = await count(req); if (n > 10) throw new RateLimitError('slow down'); }`,
      },
    );
    expect(all.endpoint('POST /api/chat').rateLimited).toMatchObject({ value: true });
  });

  it('needs the caller to branch on a refusal that is only returned', async () => {
    const limit = {
      'limit.ts': `export async function check(req) { if (await over(req)) return new Response('', { status: 429 }); return null; }`,
    };
    const used = await nextRoute(
      `import { check } from '../../../limit';
export async function POST(req: Request) { const refused = await check(req); if (refused) return refused; return Response.json(await answer('x')); }`,
      limit,
    );
    const ignored = await nextRoute(
      `import { check } from '../../../limit';
export async function POST(req: Request) { await check(req); return Response.json(await answer('x')); }`,
      limit,
    );
    expect(used.endpoint('POST /api/chat').rateLimited!.value).toBe(true);
    expect(ignored.endpoint('POST /api/chat').rateLimited!.value).toBe(false);
  });

  it('does not take handling of the provider’s own limit for one', async () => {
    const all = await nextRoute(`export async function POST(req: Request) {
  try { return Response.json(await answer('x')); }
  catch (error) { if (error.status === 429) return new Response('Too many requests', { status: 429 }); throw error; }
}`);
    expect(all.endpoint('POST /api/chat').rateLimited!.value).toBe(false);
  });

  it('is unsure about a limit that a switch turns off', async () => {
    const all = await nextRoute(`export async function POST(req: Request) {
  if (process.env.CLOUD) { if (await over(req)) return new Response('', { status: 429 }); }
  return Response.json(await answer('x'));
}`);
    expect(all.show('POST /api/chat', 'rateLimited')).toBe(
      'unknown: a branch ends the request, only if CLOUD',
    );
    const production = await nextRoute(`export async function POST(req: Request) {
  if (process.env.NODE_ENV === 'production' && (await over(req))) return new Response('', { status: 429 });
  return Response.json(await answer('x'));
}`);
    expect(production.endpoint('POST /api/chat').rateLimited!.value).toBe(true);
  });

  it('knows sessions that end the request and a limiter that throws', async () => {
    const all = await connected({
      'model.ts': MODEL,
      'app/actions.ts': `'use server';
import { redirect } from 'next/navigation';
import { answer } from '../model';
export async function ask(text: string) { const session = await getSession(); if (!session) redirect('/login'); return answer(text); }
export async function limited(text: string) { try { await limiter.consume('x'); } catch { return { error: 'Too many requests' }; } return answer(text); }
export async function open(text: string) { const session = await getSession(); log(session); return answer(text); }`,
    });
    expect(all.endpoint('ask').authenticated!.value).toBe(true);
    expect(all.endpoint('limited').rateLimited!.value).toBe(true);
    expect(all.endpoint('open').authenticated!.value).toBe(false);
  });
});

describe('Python', () => {
  it('reads dependencies of app, router and handler', async () => {
    const all = await connected({
      'model.py': PY_MODEL,
      'main.py': `from fastapi import APIRouter, Depends, FastAPI, HTTPException, status
from model import answer
def token(authorization: str = ""):
    if not authorization:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED, detail="Unknown caller.")
def quota(request):
    seen = recent(request)
    if len(seen) >= 10:
        raise HTTPException(status_code=429)
    seen.append(1)
app = FastAPI()
v1 = APIRouter(prefix="/v1", dependencies=[Depends(token)])
router = APIRouter()
@router.post("/chat", dependencies=[Depends(quota)])
def chat(text: str):
    return {"text": answer(text)}
@app.post("/open")
def open_chat(text: str):
    return {"text": answer(text)}
v1.include_router(router)
app.include_router(v1)
`,
    });
    expect(all.endpoint('POST /chat').authenticated).toMatchObject({ value: true, because: 'token' });
    expect(all.endpoint('POST /chat').rateLimited).toMatchObject({ value: true, because: 'quota' });
    expect(all.endpoint('POST /chat').route!.value).toBe('/v1/chat');
    expect(all.endpoint('POST /open').rateLimited!.value).toBe(false);
    expect(all.endpoint('POST /open').authenticated!.value).toBe(false);
  });

  it('reads hooks and decorators of Flask', async () => {
    const all = await connected({
      'model.py': PY_MODEL,
      'main.py': `from functools import wraps
from flask import Flask, abort, request, jsonify
from model import answer
app = Flask(__name__)
def login_required(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        if not request.headers.get("key"):
            abort(401)
        return fn(*args, **kwargs)
    return inner
@app.post("/chat")
@login_required
def chat():
    return jsonify(text=answer("x"))
@app.post("/open")
def open_chat():
    return jsonify(text=answer("x"))
`,
    });
    expect(all.endpoint('POST /chat').authenticated).toMatchObject({
      value: true,
      because: 'login_required',
    });
    expect(all.endpoint('POST /open').authenticated!.value).toBe(false);
  });
});

describe('file middleware', () => {
  const middleware = (matcher: string) => ({
    'middleware.ts': `export function middleware(request) { if (!request.cookies.get('s')) return Response.redirect(new URL('/login', request.url)); }
export const config = { matcher: ${matcher} };`,
  });
  const ROUTE = `export async function POST() { return Response.json(await answer('x')); }`;

  it('covers the routes its matcher names', async () => {
    const state = async (matcher: string) =>
      (await nextRoute(ROUTE, middleware(matcher))).endpoint('POST /api/chat').authenticated!.value;
    expect(await state(`['/api/:path*']`)).toBe(true);
    expect(await state(`['/((?!_next/static|favicon.ico).*)']`)).toBe(true);
    expect(await state(`['/((?!api|_next).*)']`)).toBe(false);
    expect(await state(`['/dashboard/:path*']`)).toBe(false);
    expect(await state('process.env.M')).toBe('unknown');
  });
});

describe('products', () => {
  it('reads a limiter that is handed its app, and one without limits as none', async () => {
    const app = (limits: string) =>
      connected({
        'model.py': PY_MODEL,
        'main.py': `from flask import Flask, jsonify
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from model import answer
app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app${limits})
@app.post("/chat")
def chat():
    return jsonify(text=answer("x"))
@app.post("/own")
@limiter.limit("5/minute")
def own():
    return jsonify(text=answer("x"))
`,
      });
    const limited = await app(', default_limits=["5/minute"]');
    expect(limited.endpoint('POST /chat').rateLimited).toMatchObject({ value: true });
    const bare = await app('');
    expect(bare.endpoint('POST /chat').rateLimited!.value).toBe(false);
    expect(bare.endpoint('POST /own').rateLimited).toMatchObject({ value: true });
  });

  it('needs the answer of a check to be branched on', async () => {
    const limiter = {
      'limit.ts':
        "import { Ratelimit } from '@upstash/ratelimit';\nexport const limiter = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(5, '1 m') });",
    };
    const asked = await nextRoute(
      `import { limiter } from '../../../limit';
export async function POST(req: Request) { const { success } = await limiter.limit('ip'); if (!success) return Response.json({ busy: true }); return Response.json(await answer('x')); }`,
      limiter,
    );
    expect(asked.endpoint('POST /api/chat').rateLimited).toMatchObject({
      value: true,
      because: 'its answer is branched on',
    });
    const ignored = await nextRoute(
      `import { limiter } from '../../../limit';
export async function POST(req: Request) { await limiter.limit('ip'); return Response.json(await answer('x')); }`,
      limiter,
    );
    expect(ignored.endpoint('POST /api/chat').rateLimited!.value).toBe(false);
  });

  it('says nothing of a middleware whose gate cannot be followed', async () => {
    const all = await nextRoute("export async function POST() { return Response.json(await answer('x')); }", {
      'middleware.ts': `import { clerkMiddleware } from '@clerk/nextjs/server';
export default clerkMiddleware(async (auth, request) => { await auth.protect(); });
export const config = { matcher: ['/api/:path*'] };`,
    });
    expect(all.endpoint('POST /api/chat').authenticated!.value).not.toBe(false);
  });
});
