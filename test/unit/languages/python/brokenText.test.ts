import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { language } from '../../../../server/src/languages/python/language';
import { bare, bodyOf, callOf, reference, spansIn, summarised } from './summarised';

const MODULE = `# airworthy: ignore[x] 😀
import os
from typing import TYPE_CHECKING, Annotated
from .tools import (search, fetch as get)

client = OpenAI(api_key=os.environ["KEY"], timeout=60 * 2)
PROMPT = f"""You are {name!r:>{width}} 😀
and {{more}}"""

@app.post("/chat", dependencies=[Depends(limit)])
async def chat(body: "Body", *, user: User | None = None, **rest) -> dict[str, int]:
    """Answers."""
    for attempt in range(3):
        try:
            async with client.stream(model="m", messages=[{"role": "user", **rest}]) as stream:
                return {k: v async for k, v in stream if (n := len(k)) > 1}
        except (RateLimitError, TimeoutError) as error:
            logger.warning("again %s", error)
        finally:
            done = attempt if user else not attempt
    match body.kind:
        case "a" | Kind.B if done: raise ValueError(f"{body=}")
        case {"k": [x, *_]}: yield x
        case _: pass

class Agent(Base, metaclass=Meta):
    tools: Annotated[list, Field(description="x")] = [search, lambda q: get(q)]
    def run(self, q=None):
        self.last = super().run(q or self.default)["text"][1:-1]
        while q is not None and q not in self.seen: q += 1
        assert self.last, "nothing"
`;

describe('broken text', () => {
  it.each([
    ['an open call', 'def f():\n    x = foo(a, b=\n\ndef g():\n    return h()\n'],
    [
      'an open method',
      'class A:\n    def f(self):\n        self.run({"a": [1,\n    def g(self):\n        return h()\n',
    ],
    ['an unfinished member', 'def f():\n    client.\ndef g():\n    return h()\n'],
    ['an unfinished operation', 'x = 1 +\nreturn_ = h()\n'],
    ['an open string', 'f("abc\ny = h()\n'],
    ['a missing colon', 'if x\n    y()\nz = h()\n'],
    ['an unfinished import', 'from a import\ny = h()\n'],
    ['open parameters', 'def f(a, b:\n    return g()\nz = h()\n'],
    ['a stray bracket', 'x = 1)\ny = h()\n'],
  ])('%s is one error, and what follows stands', async (_, text) => {
    const summary = await summarised(text);
    expect(summary.errors.length).toBeGreaterThan(0);
    expect(bare(callOf(summary, text, 'h').callee)).toEqual(reference('h'));
    const lost = summary.errors.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(lost).toBeLessThan(text.length / 2);
  });

  it('does not take an incomplete call for a complete one', async () => {
    for (const text of ['c.create(model="m"\nx = 1\n', 'c.create(model="m" cap=3)\n']) {
      const call = callOf(await summarised(text), text, 'create');
      expect(bare(call.arguments.at(-1))).toEqual({
        value: { kind: 'unknown', why: 'syntax error' },
        spread: 'keyword',
      });
    }
  });

  it('does not guess what an unfinished expression is', async () => {
    expect(bare(bodyOf(await summarised('x = a.\ny = 1\n'))[0])).toMatchObject({
      value: { kind: 'unknown' },
    });
    expect(bare(bodyOf(await summarised('x = "abc\ny = 1\n'))[0])).toMatchObject({
      value: { kind: 'unknown' },
    });
  });

  it('finds no error in sound text', async () => {
    expect((await summarised(MODULE)).errors).toEqual([]);
  });

  it('never throws, and every span lies within the text', async () => {
    await language.prepare();
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      '}',
      '"',
      "'''",
      ':',
      '\n',
      '\r\n',
      '    ',
      '=',
      '.',
      '😀',
      '\\',
      '@',
      'def ',
      'f"{',
      ',',
      '#',
      '\0',
    );
    const edit = fc.record({ at: fc.nat(MODULE.length), drop: fc.nat(40), put: pieces });
    const mutate = (text: string, { at, drop, put }: { at: number; drop: number; put: string }) =>
      text.slice(0, at) + put + text.slice(at + drop);
    fc.assert(
      fc.property(
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.nat(MODULE.length),
        fc.boolean(),
        (edits, cut, cuts) => {
          const mutated = edits.reduce(mutate, cuts ? MODULE.slice(0, cut) : MODULE);
          const summary = language.summarise('m.py', mutated);
          const outside = spansIn(summary).filter(
            (s) => s.start < 0 || s.start > s.end || s.end > mutated.length,
          );
          expect(outside).toEqual([]);
          // Reading never gives up altogether: that would be an empty module with a single error over the whole text.
          // An open triple quote may rightly swallow everything.
          const quoted = edits.some(({ put }) => put.includes("'''") || put.includes('"""'));
          if (
            !quoted &&
            summary.kind === 'module' &&
            summary.functions.length === 1 &&
            summary.functions[0]!.body.length === 0
          ) {
            expect(mutated.length).toBeLessThan(600);
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it.each([
    ['parentheses', '('.repeat(20000)],
    ['brackets', `x = ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['a sum', `x = ${'a + '.repeat(5000)}a\n`],
    ['a call chain', `x = a${'.b()'.repeat(5000)}\n`],
    ['blocks', Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')],
    ['a long elif', `if a: b()\n${'elif c: d()\n'.repeat(3000)}`],
    ['nothing', ''],
    ['a null character', 'x = 1\0\ny = f()\n'],
  ])('survives %s', async (_, text) => {
    const summary = await summarised(text);
    expect(summary.length).toBe(text.length);
    expect(summary.functions[0]!.id).toBe(0);
  });
});
