import { describe, expect, it } from 'vitest';
import { connected } from '../connected';

const MODEL = `import OpenAI from 'openai';
const client = new OpenAI();
export async function answer(text: string) {
  const done = await client.chat.completions.create({ model: 'gpt-4.1', messages: [] });
  return done.choices[0].message.content;
}
export async function safe(text: string) {
  try { return await answer(text); } catch (error) { console.error(error); return 'Sorry.'; }
}
`;
const route = async (body: string, more: Record<string, string> = {}) => {
  const all = await connected({
    'model.ts': MODEL,
    ...more,
    'app/api/chat/route.ts': `import { answer, safe } from '../../../model';\n${body}`,
  });
  return all.endpoint('POST /api/chat').handled!;
};
const post = (body: string) => route(`export async function POST(req: Request) { ${body} }`);

describe('calls inside handling that answers', () => {
  it.each([
    [
      'a try around the call',
      "try { return Response.json(await answer('x')); } catch (e) { console.error(e); return Response.json({ text: 'Sorry' }, { status: 503 }); }",
    ],
    ['a try in the function that is called', "return Response.json(await safe('x'));"],
    [
      'a fall-through to an answer',
      "let text = 'Sorry'; try { text = await answer('x'); } catch {} return Response.json({ text });",
    ],
    [
      'catch on the promise',
      "const text = await answer('x').catch(() => 'Sorry'); return Response.json({ text });",
    ],
    [
      'settled promises',
      "const all = await Promise.allSettled([answer('x'), answer('y')]); return Response.json(all);",
    ],
    [
      'some errors thrown on',
      "try { return Response.json(await answer('x')); } catch (e) { if (e instanceof RangeError) throw e; return new Response('Sorry'); }",
    ],
  ])('%s', async (_, body) => {
    expect(await post(body)).toMatchObject({ value: true });
  });

  it.each([
    ['no handling', "return Response.json(await answer('x'));"],
    [
      'only rethrown',
      "try { return Response.json(await answer('x')); } catch (e) { console.error(e); throw e; }",
    ],
    ['only cleaned up', "try { return Response.json(await answer('x')); } finally { done(); }"],
    [
      'detached',
      "try { void answer('x'); } catch { return new Response('Sorry'); } return new Response('ok');",
    ],
    ['after the answer', "try { after(() => answer('x')); } catch { } return new Response('ok');"],
    [
      'one call of two',
      "const a = await answer('x'); try { await answer('y'); } catch { } return Response.json({ a });",
    ],
  ])('not: %s', async (_, body) => {
    const handled = await post(body);
    expect(handled).toMatchObject({ value: false });
    expect(handled.places).toHaveLength(1);
  });

  it('is not applicable where nothing can fail', async () => {
    expect(await post('return new Response("ok");')).toMatchObject({ value: 'not-applicable' });
  });

  it('follows wrappers and functions that run a callback inside a try', async () => {
    const lib = {
      'lib.ts': `export const withErrors = (handler) => async (req) => { try { return await handler(req); } catch { return new Response('Sorry', { status: 503 }); } };
export const withTrace = (handler) => async (req) => { trace(req); return handler(req); };
export async function attempt(work) { try { return await work(); } catch { return 'Sorry'; } }`,
    };
    const wrapped = (name: string) =>
      route(
        `import { ${name} } from '../../../lib';\nexport const POST = ${name}(async (req) => Response.json(await answer('x')));`,
        lib,
      );
    expect(await wrapped('withErrors')).toMatchObject({ value: true, because: 'answered by withErrors' });
    expect(await wrapped('withTrace')).toMatchObject({ value: false });
    expect(
      await route(
        `import { attempt } from '../../../lib';\nexport async function POST() { return Response.json(await attempt(() => answer('x'))); }`,
        lib,
      ),
    ).toMatchObject({ value: true });
  });

  it('does not judge behind a wrapper it cannot follow', async () => {
    expect(
      await route(
        `import wrap from 'some-wrapper';\nexport const POST = wrap(async () => Response.json(await answer('x')));`,
      ),
    ).toMatchObject({ value: 'unknown' });
  });
});

describe('streams', () => {
  const stream = (options: string, more: Record<string, string> = {}) =>
    connected({
      'app/api/chat/route.ts': `import { streamText } from 'ai';\nimport { openai } from '@ai-sdk/openai';
export async function POST(req: Request) { try { const result = streamText({ model: openai('gpt-4.1'), prompt: 'x' }); return result.toUIMessageStreamResponse(${options}); } catch { return new Response('Sorry'); } }`,
      ...more,
    });
  const page = (body: string) => ({
    'app/page.tsx': `import { useChat } from '@ai-sdk/react';\nexport default function Page() { ${body} }`,
  });

  it('takes a surrounding try for no proof, but onError and an error state', async () => {
    expect((await stream('')).endpoint('POST /api/chat').handled!.value).toBe('unknown');
    expect((await stream("{ onError: () => 'Sorry' }")).endpoint('POST /api/chat').handled!.value).toBe(true);
    const shown = page(
      'const { messages, error } = useChat(); return <div>{messages.length}{error && <p>Try again</p>}</div>;',
    );
    expect((await stream('', shown)).endpoint('POST /api/chat').handled).toMatchObject({
      value: true,
      place: { path: 'app/page.tsx' },
    });
    const blind = page('const { messages } = useChat(); return <div>{messages.length}</div>;');
    expect((await stream('', blind)).endpoint('POST /api/chat').handled!.value).toBe(false);
    const spread = page('const chat = useChat(); return <Chat {...chat} />;');
    expect((await stream('', spread)).endpoint('POST /api/chat').handled!.value).toBe('unknown');
  });
});

describe('Python', () => {
  const app = (body: string, head = '') =>
    connected({
      'main.py': `from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from openai import OpenAI
client = OpenAI()
app = FastAPI()
${head}
@app.post("/chat")
def chat(text: str):
${body}`,
    });
  const CALL = 'client.chat.completions.create(model="gpt-4.1", messages=[])';

  it('weighs what is caught', async () => {
    const state = async (body: string, head = '') =>
      (await app(body, head)).endpoint('POST /chat').handled!.value;
    expect(
      await state(
        `    try:\n        return ${CALL}\n    except Exception:\n        raise HTTPException(status_code=503, detail="Busy.")\n`,
      ),
    ).toBe(true);
    expect(await state(`    try:\n        return ${CALL}\n    except ValueError:\n        return {}\n`)).toBe(
      false,
    );
    expect(await state(`    try:\n        return ${CALL}\n    except Exception:\n        raise\n`)).toBe(
      false,
    );
    expect(
      await state(
        `    return ${CALL}\n`,
        '@app.exception_handler(Exception)\ndef failed(request, exc):\n    return JSONResponse({"error": "Busy"}, status_code=503)\n',
      ),
    ).toBe(true);
    expect(
      await state(
        `    return ${CALL}\n`,
        '@app.exception_handler(KeyError)\ndef failed(request, exc):\n    return JSONResponse({"error": "Busy"}, status_code=503)\n',
      ),
    ).toBe(false);
  });
});
