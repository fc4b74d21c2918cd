import { describe, expect, it } from 'vitest';
import { connected } from '../connected';

const route = (body: string, more: Record<string, string> = {}) =>
  connected({ ...more, 'app/api/chat/route.ts': body });
const caught = async (handler: string, head = '') => {
  const all = await route(
    `${head}\nexport async function POST(req: Request) { try { return Response.json(await work()); } catch (error) { ${handler} } }`,
  );
  return {
    value: all.endpoint('POST /api/chat').rawErrors!.value,
    places: all.places('POST /api/chat', 'rawErrors'),
  };
};

describe('what a handler returns', () => {
  const app = (made: string, import_: string) =>
    connected({
      'app.ts': `${import_}
const app = ${made};
app.get('/x', async () => { try { return await work(); } catch (error) { return { error: error.message }; } });`,
    });

  it.each([
    ["import Fastify from 'fastify';", 'Fastify()', true],
    ["import express from 'express';", 'express()', false],
    ["import Router from '@koa/router';", 'new Router()', false],
  ])('with %s', async (import_, made, sent) => {
    expect((await app(made, import_)).endpoint('GET /x').rawErrors?.value).toBe(sent);
  });
});

describe('text of exceptions that is sent', () => {
  it.each([
    ['return Response.json({ error: error.message }, { status: 500 });', 'error.message'],
    ['return Response.json({ error: (error as Error).message });', 'error as Error).message'],
    [
      'const text = error instanceof Error ? error.message : String(error); return new Response(text);',
      'text',
    ],
    ['return new Response("Failed: " + error);', '"Failed: " + error'],
    ['return Response.json({ error });', 'error'],
    ['return new Response(JSON.stringify({ error: error.stack }), { status: 500 });', 'error.stack'],
    ['return new Response(String(error));', 'String(error)'],
  ])('%s', async (handler, place) => {
    const { value, places } = await caught(handler);
    expect(value).toBe(true);
    expect(places).toHaveLength(1);
    expect(places[0]).toContain(place);
  });

  it.each([
    [
      'a text for people',
      "console.error(error); return Response.json({ error: 'Something went wrong.' }, { status: 500 });",
    ],
    ['a wrong request', 'return Response.json({ error: error.message }, { status: 400 });'],
    [
      'logged only',
      "console.error(error.message, error); logger.error({ err: error }); return new Response('Sorry');",
    ],
    [
      'development only',
      "return Response.json({ error: process.env.NODE_ENV === 'development' ? error.message : 'Sorry' });",
    ],
    ['name and code', 'return Response.json({ code: error.code, name: error.name });'],
    [
      'validation',
      "if (error instanceof ZodError) return Response.json({ error: error.message }); return new Response('Sorry');",
    ],
    ['thrown on', "throw new Error('failed', { cause: error });"],
    ['given another text', "let text = error.message; text = 'Sorry'; return new Response(text);"],
  ])('not: %s', async (_, handler) => {
    expect(await caught(handler)).toEqual({ value: false, places: [] });
  });

  it('knows own error classes, unless they carry the raw text along', async () => {
    const own =
      "if (error instanceof ChatError) return Response.json({ error: error.message }); return new Response('Sorry');";
    expect((await caught(own, 'class ChatError extends Error {}')).value).toBe(false);
    const carrying =
      'class ChatError extends Error {}\nasync function work() { try { await go(); } catch (e) { throw new ChatError(e.message); } }';
    expect((await caught(own, carrying)).value).toBe(true);
    const others =
      "if (!(error instanceof ChatError)) return new Response('Sorry'); return Response.json({ error: error.message });";
    expect((await caught(others, 'class ChatError extends Error {}')).value).toBe(false);
  });

  it('follows helpers that format and helpers that answer', async () => {
    const all = await route(
      `import { messageOf, fail } from '../../../lib';
export async function POST() { try { return Response.json(await work()); } catch (error) { return fail(error); } }
export async function PUT() { try { return Response.json(await work()); } catch (error) { return Response.json({ error: messageOf(error) }); } }
export async function GET() { const result = await load(); return Response.json(result); }
async function load() { try { return { data: await work() }; } catch (error) { return { error: error.message }; } }`,
      {
        'lib.ts': `export function messageOf(error) { if (error instanceof Error) return error.message; return 'unknown'; }
export function fail(error) { return Response.json({ error: error.message }, { status: 500 }); }`,
      },
    );
    expect(all.places('POST /api/chat', 'rawErrors')).toEqual(['error.message']);
    expect(all.places('PUT /api/chat', 'rawErrors')).toEqual(['messageOf(error)']);
    expect(all.endpoint('GET /api/chat').rawErrors!.value).toBe(true);
  });

  it('reads Express responses, error handlers and callbacks', async () => {
    const all = await connected({
      'app.ts': `import express from 'express';
const app = express();
app.post('/a', async (req, res) => { try { await work(); } catch (err) { res.status(500).json({ error: (err as Error).message }); } });
app.post('/b', (req, res) => { work().catch((err) => res.status(500).send(err.message)); });
app.post('/c', async (req, res) => { try { await work(); } catch (err) { res.status(422).json({ error: err.message }); } });
const other = express();
other.post('/d', (req, res) => { res.json({}); });
other.use((err, req, res, next) => { res.status(500).json({ error: err.stack }); });`,
    });
    expect(all.places('POST /a', 'rawErrors')).toEqual([expect.stringContaining('err as Error).message')]);
    expect(all.places('POST /b', 'rawErrors')).toEqual(['err.message']);
    expect(all.endpoint('POST /c').rawErrors!.value).toBe(false);
    expect(all.places('POST /d', 'rawErrors')).toEqual(['err.stack']);
  });

  it('reads streams and their onError', async () => {
    const all = await route(`import { streamText } from 'ai';
export async function POST() { return streamText({ model, prompt: 'x' }).toUIMessageStreamResponse({ onError: (error) => error.message }); }
export async function PUT() { return streamText({ model, prompt: 'x', onError: ({ error }) => { console.error(error); } }).toUIMessageStreamResponse(); }
export async function GET() { return new Response(new ReadableStream({ async start(controller) { try { await work(); } catch (e) { controller.enqueue(encoder.encode(\`data: \${e.message}\`)); } } })); }`);
    expect(all.places('POST /api/chat', 'rawErrors')).toEqual(['error.message']);
    expect(all.endpoint('PUT /api/chat').rawErrors!.value).toBe(false);
    expect(all.endpoint('GET /api/chat').rawErrors!.value).toBe(true);
  });

  it('places leaks after emoji and CRLF', async () => {
    const all = await route(
      "// 🚀\r\nexport async function POST() {\r\n  try { return Response.json(await work()); } catch (e) { return new Response('😀' + e.message); }\r\n}\r\n",
    );
    expect(all.places('POST /api/chat', 'rawErrors')).toEqual(["'😀' + e.message"]);
  });
});

describe('Python', () => {
  const app = async (handler: string, head = '') => {
    const all = await connected({
      'main.py': `import traceback
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse, StreamingResponse
app = FastAPI()
${head}
@app.post("/chat")
def chat(text: str):
    try:
        return work(text)
${handler}`,
    });
    return all.places('POST /chat', 'rawErrors');
  };

  it.each([
    [
      '    except Exception as exc:\n        raise HTTPException(status_code=500, detail=str(exc)) from exc\n',
      'str(exc)',
    ],
    ['    except Exception as exc:\n        return {"error": f"failed: {exc}"}\n', 'f"failed: {exc}"'],
    [
      '    except Exception:\n        return JSONResponse({"error": traceback.format_exc()}, status_code=500)\n',
      'traceback.format_exc()',
    ],
    ['    except ValueError as e:\n        raise HTTPException(500, repr(e))\n', 'repr(e)'],
  ])('%s', async (handler, place) => {
    expect(await app(handler)).toEqual([place]);
  });

  it.each([
    ['    except ValueError as exc:\n        raise HTTPException(status_code=400, detail=str(exc))\n', ''],
    ['    except HTTPException as exc:\n        return {"error": exc.detail}\n', ''],
    [
      '    except ShopError as exc:\n        return {"error": str(exc)}\n',
      'class ShopError(Exception):\n    pass\n',
    ],
    [
      '    except Exception as exc:\n        log.error("failed: %s", exc)\n        return {"error": "Sorry"}\n',
      '',
    ],
  ])('not: %s', async (handler, head) => {
    expect(await app(handler, head)).toEqual([]);
  });

  it('reads generators that stream and exception handlers', async () => {
    const all = await connected({
      'main.py': `from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
app = FastAPI()
@app.exception_handler(Exception)
async def failed(request, exc):
    return JSONResponse({"error": str(exc)}, status_code=500)
def events():
    try:
        yield work()
    except Exception as e:
        yield f"data: {e}"
other = FastAPI()
@other.post("/stream")
def stream():
    return StreamingResponse(events())
@app.post("/chat")
def chat():
    return work()
`,
    });
    expect(all.places('POST /stream', 'rawErrors')).toEqual(['f"data: {e}"']);
    expect(all.places('POST /chat', 'rawErrors')).toEqual(['str(exc)']);
  });
});
