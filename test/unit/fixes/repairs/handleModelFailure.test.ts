import { describe, expect, it } from 'vitest';
import { applyFileEdits } from '../../../../server/src/fixes/apply';
import { offerFix } from '../../../../server/src/fixes/offer';
import { fix } from '../../../../server/src/fixes/repairs/handleModelFailure';
import { analysed, expectSound, type Files, placeOf } from '../fixing';

async function handled(files: Files, path: string, at: string): Promise<string> {
  const { facts, input } = await analysed(files);
  const subject = facts.find((fact) => fact.kind === 'endpoint')?.id ?? '';
  const outcome = await offerFix(fix, input({ place: placeOf(files, path, at), subject }));
  if ('refused' in outcome) return `refused: ${outcome.refused}`;
  const after = Object.fromEntries(applyFileEdits(outcome.edits, (one) => files[one]));
  await expectSound(after);
  return after[path]!;
}

describe('handle-model-failure', () => {
  it('catches in a Next.js handler', async () => {
    const text =
      "import { generateText } from 'ai';\n\nexport async function POST(request: Request) {\n  const { prompt } = await request.json();\n  const { text } = await generateText({\n    model,\n    prompt, // 🦊\n  });\n\n  return Response.json({ text });\n}\n";
    expect(await handled({ 'app/api/route.ts': text }, 'app/api/route.ts', 'generateText({')).toContain(
      "  const { prompt } = await request.json();\n  try {\n    const { text } = await generateText({\n      model,\n      prompt, // 🦊\n    });\n\n    return Response.json({ text });\n  } catch (error) {\n    console.error(error);\n    return Response.json({ error: 'The assistant cannot answer right now. Please try again in a minute.' }, { status: 503 });\n  }\n}\n",
    );
  });

  it('answers through the response in the pages router of Next.js', async () => {
    const text =
      "import { generateText } from 'ai';\n\nexport default async function handler(req: any, res: any) {\n  const { text } = await generateText({ model, prompt: req.body });\n  res.json({ text });\n}\n";
    expect(await handled({ 'pages/api/chat.ts': text }, 'pages/api/chat.ts', 'generateText({')).toContain(
      "    res.json({ text });\n  } catch (error) {\n    console.error(error);\n    return res.status(503).json({ error: 'The assistant",
    );
  });

  it('puts no second try around one that catches everything, and one around one that does not', async () => {
    const within = (types: string) =>
      `import { generateText } from 'ai';\n\nexport async function POST(request: Request) {\n  ${types}\n  return Response.json({});\n}\n`;
    const caught = { 'app/api/route.ts': within('try {\n    void generateText({ model });\n  } catch {}') };
    expect(await handled(caught, 'app/api/route.ts', 'generateText({')).toMatch(
      /^refused: a try that catches everything stands around it already/,
    );
    const closed = {
      'app/api/route.ts': within('try {\n    await generateText({ model });\n  } finally {}'),
    };
    expect(await handled(closed, 'app/api/route.ts', 'generateText({')).toContain('} catch (error) {');
  });

  it('is refused where no endpoint is known', async () => {
    const files = {
      'a.ts': "import { generateText } from 'ai';\nexport const run = () => generateText({ model });\n",
    };
    expect(await handled(files, 'a.ts', 'generateText({')).toBe(
      'refused: which endpoint answers for this call is not known',
    );
  });

  it('catches in a FastAPI route, CRLF kept', async () => {
    const text =
      'from fastapi import FastAPI\r\nfrom openai import OpenAI\r\n\r\napp = FastAPI()\r\nclient = OpenAI()\r\n\r\n\r\n@app.post("/chat")\r\ndef chat(question: str):\r\n    reply = client.responses.create(model="m", input=question)\r\n    return reply.output_text\r\n';
    const after = await handled({ 'a.py': text }, 'a.py', 'create');
    expect(after).toContain(
      '    try:\r\n        reply = client.responses.create(model="m", input=question)\r\n        return reply.output_text\r\n    except Exception as error:\r\n        logging.exception("model call failed")\r\n        raise HTTPException(status_code=503, detail=',
    );
    expect(after).toContain('from fastapi import FastAPI, HTTPException\r\n');
  });

  it('indents as the blocks of the file do, whatever stands in its texts', async () => {
    const quotes = '"'.repeat(3);
    const prompt = `PROMPT = ${quotes}Rules:\n  - be kind\n  - be short\nAlso:\n  - be true\n${quotes}`;
    const text = `from fastapi import FastAPI\nfrom openai import OpenAI\n\napp = FastAPI()\nclient = OpenAI()\n${prompt}\n\n\n@app.post("/chat")\ndef chat(question: str):\n    reply = client.responses.create(model="m", input=question)\n    return reply.output_text\n`;
    const after = await handled({ 'a.py': text }, 'a.py', 'create');
    expect(after).toContain('    try:\n        reply = client');
    expect(after).toContain('    except Exception as error:\n        logging.exception');
  });

  it('is refused for streams and for calls in other functions', async () => {
    const stream =
      "import { streamText } from 'ai';\nexport async function POST(request: Request) {\n  return streamText({ model, prompt }).toTextStreamResponse();\n}\n";
    expect(await handled({ 'app/api/route.ts': stream }, 'app/api/route.ts', 'streamText({')).toContain(
      'refused: a try around a stream',
    );
    const other =
      "import { generateText } from 'ai';\nconst ask = () => generateText({ model, prompt });\nexport async function POST(request: Request) {\n  return Response.json(await ask());\n}\n";
    expect(await handled({ 'app/api/route.ts': other }, 'app/api/route.ts', 'generateText({')).toContain(
      'another function',
    );
  });
});
