import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/repairs/addRateLimit';
import type { Fact } from '../../../../server/src/inventory/facts/fact';
import { analysed, type Files, type Fixed, fixed, refused } from '../fixing';

const PACKAGE = '{\n  "dependencies": {\n    "zod": "^4.0.0"\n  }\n}\n';

async function endpointOf(files: Files): Promise<Fact> {
  const { facts } = await analysed(files);
  const found = facts.find((fact) => fact.kind === 'endpoint');
  expect(found, 'an endpoint is found').toBeDefined();
  return found!;
}

async function limited(files: Files): Promise<Fixed> {
  return fixed(fix, files, (await endpointOf(files)).place);
}

describe('add-rate-limit in TypeScript', () => {
  it('limits an Express route and names the package', async () => {
    const files = {
      'package.json': PACKAGE,
      'a.ts':
        "import express from 'express';\n\nconst app = express();\n// 🦊\napp.post('/chat', async (req, res) => {\n  res.json({});\n});\n",
    };
    const { files: after, repair } = await limited(files);
    expect(after['package.json']).toContain('    "express-rate-limit": "^8.0.0",\n    "zod"');
    expect(after['a.ts']).toContain("import { rateLimit } from 'express-rate-limit';\n");
    expect(after['a.ts']).toContain(
      "app.post('/chat', rateLimit({ windowMs: 60_000, limit: 20 }), async (req, res) => {",
    );
    expect(repair.notes?.[0]).toBe('Install express-rate-limit, now named in package.json.');
  });

  it('limits a Hono route', async () => {
    const files = {
      'package.json': PACKAGE,
      'a.ts':
        "import { Hono } from 'hono';\nconst app = new Hono();\napp.post('/chat', (c) => c.json({}));\nexport default app;\n",
    };
    expect((await limited(files)).files['a.ts']).toContain(
      "app.post('/chat', rateLimiter({ windowMs: 60_000, limit: 20, keyGenerator: (c) => c.req.header('x-forwarded-for') ?? 'anonymous' }), (c)",
    );
  });

  it('registers the plugin of Fastify before the routes', async () => {
    const files = {
      'package.json': PACKAGE,
      'a.ts':
        "import Fastify from 'fastify';\nconst app = Fastify();\napp.post('/chat', async () => ({}));\n",
    };
    expect((await limited(files)).files['a.ts']).toContain(
      "const app = Fastify();\nawait app.register(rateLimit, { max: 20, timeWindow: '1 minute' });\napp.post",
    );
    const late = {
      'package.json': PACKAGE,
      'a.ts':
        "import Fastify from 'fastify';\nexport function build() {\n  const app = Fastify();\n  app.post('/chat', async () => ({}));\n  return app;\n}\n",
    };
    expect(await refused(fix, late, (await endpointOf(late)).place)).toContain('must be awaited');
  });

  it('leaves the comment of a Next.js handler with it', async () => {
    const files = {
      'package.json': PACKAGE,
      'app/api/chat/route.ts':
        "import { generateText } from 'ai';\n\nexport const maxDuration = 30; // seconds\n\n/** Answers. */\n// eslint-disable-next-line\nexport async function POST(request: Request) {\n  return Response.json(await generateText({ model, prompt }));\n}\n",
    };
    const { files: after } = await limited(files);
    expect(after['app/api/chat/route.ts']).toMatch(
      /maxDuration = 30; \/\/ seconds\n\nconst ratelimit = new Ratelimit\(.*\);\n\n\/\*\* Answers\. \*\/\n\/\/ eslint-disable-next-line\nexport async function POST/,
    );
  });

  it('asks Redis at the start of a Next.js handler', async () => {
    const files = {
      'package.json': PACKAGE,
      'app/api/chat/route.ts':
        "import { generateText } from 'ai';\n\nexport async function POST(request: Request) {\n  const { text } = await generateText({ model, prompt });\n  return Response.json({ text });\n}\n",
    };
    const { files: after } = await limited(files);
    expect(after['app/api/chat/route.ts']).toContain(
      "const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(20, '1 m') });\n\nexport async function POST(request: Request) {\n  const { success } = await ratelimit.limit(request.headers.get('x-forwarded-for') ?? 'anonymous');\n  if (!success) return new Response('Too many requests. Please try again in a minute.', { status: 429 });\n  const { text }",
    );
    expect(after['package.json']).toContain('"@upstash/redis"');
  });

  it('answers through the response in the pages router of Next.js', async () => {
    const handler = (parameters: string) => ({
      'package.json': PACKAGE,
      'pages/api/chat.ts': `import { generateText } from 'ai';\n\nexport default async function handler(${parameters}) {\n  const { text } = await generateText({ model, prompt });\n  res.json({ text });\n}\n`,
    });
    expect((await limited(handler('req: any, res: any'))).files['pages/api/chat.ts']).toContain(
      "limit(String(req.headers['x-forwarded-for'] ?? 'anonymous'));\n  if (!success) return res.status(429).json({ error: 'Too many requests. Please try again in a minute.' });\n  const { text }",
    );
    const apart = handler('{ body }: any, res: any');
    expect(await refused(fix, apart, (await endpointOf(apart)).place)).toBe(
      'the handler takes its request or response apart',
    );
  });
});

describe('add-rate-limit in Python', () => {
  it('limits a FastAPI route and gives it the request', async () => {
    const files = {
      'requirements.txt': 'fastapi\n',
      'a.py':
        'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/chat")\nasync def chat(question: str):\n    return {"🦊": question}\n',
    };
    const { files: after } = await limited(files);
    expect(after['requirements.txt']).toBe('fastapi\nslowapi>=0.1.9\n');
    expect(after['a.py']).toContain(
      'app = FastAPI()\nlimiter = Limiter(key_func=get_remote_address)\napp.state.limiter = limiter\napp.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)\n',
    );
    expect(after['a.py']).toContain(
      '@app.post("/chat")\n@limiter.limit("20/minute")\nasync def chat(request: Request, question: str):',
    );
    expect(after['a.py']).toContain('from fastapi import FastAPI, Request\n');
  });

  it('uses a limiter that is there', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "x"\ndependencies = [\n  "flask",\n]\n',
      'a.py':
        'from flask import Flask\nfrom flask_limiter import Limiter\nfrom flask_limiter.util import get_remote_address\n\napp = Flask(__name__)\nlimiter = Limiter(get_remote_address, app=app)\n\n\n@app.route("/chat", methods=["POST"])\ndef chat():\n    return "ok"\n',
    };
    const { files: after } = await limited(files);
    expect(after['a.py']).toContain(
      '@app.route("/chat", methods=["POST"])\n@limiter.limit("20 per minute")\ndef chat():',
    );
    expect(after['pyproject.toml']).toContain('  "flask",\n  "Flask-Limiter>=3.5",\n]');
  });

  it('makes a limiter for Flask, CRLF kept', async () => {
    const files = {
      'requirements.txt': 'flask',
      'a.py':
        'from flask import Flask\r\n\r\napp = Flask(__name__)\r\n\r\n\r\n@app.route("/chat")\r\ndef chat():\r\n    return "ok"\r\n',
    };
    const { files: after } = await limited(files);
    expect(after['a.py']).toBe(
      'from flask import Flask\r\nfrom flask_limiter import Limiter\r\nfrom flask_limiter.util import get_remote_address\r\n\r\napp = Flask(__name__)\r\nlimiter = Limiter(get_remote_address, app=app)\r\n\r\n\r\n@app.route("/chat")\r\n@limiter.limit("20 per minute")\r\ndef chat():\r\n    return "ok"\r\n',
    );
    expect(after['requirements.txt']).toBe('flask\nFlask-Limiter>=3.5\n');
  });
});
