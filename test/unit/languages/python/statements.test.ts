import { describe, expect, it } from 'vitest';
import { walkStatements } from '../../../../server/src/languages/summary/walk';
import { bare, bodyOf, constant, member, reference, summarised } from './summarised';

async function bodyFor(text: string): Promise<unknown> {
  return bare(bodyOf(await summarised(text)));
}
const name = (text: string) => ({ kind: 'name', name: text });

describe('assignments', () => {
  it('gives a chain one statement per target', async () => {
    expect(await bodyFor('a = b.c = 1\n')).toEqual([
      { kind: 'assign', target: name('a'), value: constant(1), declares: 'none' },
      { kind: 'assign', target: member(reference('b'), 'c'), value: constant(1), declares: 'none' },
    ]);
  });

  it('reads annotations, operators and bare declarations', async () => {
    expect(await bodyFor('a: int = 1\nb: str\nc += 2\n')).toEqual([
      {
        kind: 'assign',
        target: name('a'),
        value: constant(1),
        declares: 'none',
        annotation: reference('int'),
      },
      { kind: 'assign', target: name('b'), declares: 'none', annotation: reference('str') },
      { kind: 'assign', target: name('c'), value: constant(2), declares: 'none', operator: '+=' },
    ]);
  });

  it('reads patterns', async () => {
    expect(await bodyFor('a, (b, *c) = d\n')).toMatchObject([
      {
        target: {
          kind: 'pattern',
          elements: [
            { key: 0, rest: false, target: name('a') },
            {
              key: 1,
              target: { elements: [{ target: name('b') }, { key: 1, rest: true, target: name('c') }] },
            },
          ],
        },
      },
    ]);
  });
});

describe('branches and loops', () => {
  it('nests elif in the branch not taken', async () => {
    const summary = await summarised('if a:\n    f()\nelif b:\n    pass\nelse:\n    c = 1\n');
    const [outer] = bodyOf(summary);
    if (outer?.kind !== 'if') throw new Error('no branch');
    expect(bare(outer.condition)).toEqual(reference('a'));
    expect(outer.then.map((each) => each.kind)).toEqual(['expression']);
    const [inner, ...rest] = outer.otherwise;
    if (inner?.kind !== 'if') throw new Error('no inner branch');
    expect(rest).toEqual([]);
    expect(bare([inner.condition, inner.then])).toEqual([reference('b'), []]);
    expect(inner.otherwise.map((each) => each.kind)).toEqual(['assign']);
  });

  it('keeps every branch of an endless chain, and nests no deeper than its readers can follow', async () => {
    const count = 20_000;
    const summary = await summarised(`if a: f()\n${'elif (b := g()): h()\n'.repeat(count)}else: last()\n`);
    expect(summary.errors).toEqual([]);
    expect(summary.calls).toHaveLength(2 * count + 2);
    let depth = 0;
    for (let body = bodyOf(summary); body.length > 0; depth++)
      body = body.flatMap((each) => (each.kind === 'if' ? each.otherwise : []));
    expect(depth).toBeLessThan(200);
    const seen: string[] = [];
    walkStatements(bodyOf(summary), ({ kind }) => seen.push(kind));
    expect(seen.filter((kind) => kind === 'if')).toHaveLength(count + 1);
    expect(seen.filter((kind) => kind === 'assign')).toHaveLength(count);
  });

  it('reads loops with their else', async () => {
    const text = 'while True:\n    break\nelse:\n    a()\nfor i, j in k:\n    continue\n';
    expect(await bodyFor(text)).toMatchObject([
      { kind: 'loop', form: 'while', condition: constant(true), body: [{ kind: 'break' }], otherwise: [{}] },
      {
        kind: 'loop',
        form: 'for-each',
        target: { kind: 'pattern' },
        iterates: reference('k'),
        body: [{ kind: 'continue' }],
      },
    ]);
  });
});

describe('try and with', () => {
  it('reads handlers, else and finally', async () => {
    const text =
      'try:\n    a()\nexcept (A, b.B) as e:\n    raise C from e\nexcept* D:\n    pass\nexcept:\n    raise\nelse:\n    x()\nfinally:\n    y()\n';
    expect(await bodyFor(text)).toMatchObject([
      {
        kind: 'try',
        body: [{ kind: 'expression' }],
        handlers: [
          {
            name: 'e',
            types: [reference('A'), member(reference('b'), 'B')],
            body: [{ kind: 'throw', value: reference('C') }],
          },
          { types: [reference('D')], body: [] },
          { types: [], body: [{ kind: 'throw' }] },
        ],
        otherwise: [{ kind: 'expression' }],
        finalizer: [{ kind: 'expression' }],
      },
    ]);
  });

  it.each(['with a() as b, c:\n    d()\n', 'async with (a() as b, c):\n    d()\n'])(
    'reads the items of %s',
    async (text) => {
      expect(await bodyFor(text)).toMatchObject([
        {
          kind: 'with',
          items: [{ value: { kind: 'call' }, target: name('b') }, { value: reference('c') }],
          body: [{}],
        },
      ]);
    },
  );
});

describe('match', () => {
  it('reads patterns as tests and binds their names', async () => {
    const text = `match m:
    case 1 | -2: a()
    case "x" if g: b()
    case Status.OK: c()
    case Point(x=px): d()
    case [first, *_]: e()
    case other: f()
`;
    const [statement] = bodyOf(await summarised(text));
    const cases = statement?.kind === 'switch' ? statement.cases : [];
    expect(bare(cases.map((each) => each.tests))).toMatchObject([
      [constant(1), constant(-2)],
      [{ kind: 'operation', operator: '&&', operands: [constant('x'), reference('g')] }],
      [member(reference('Status'), 'OK')],
      [{ kind: 'unknown', children: [reference('Point')] }],
      [{ kind: 'unknown' }],
      [],
    ]);
    expect(
      bare(cases.map((each) => each.body.map((inner) => inner.kind === 'assign' && inner.target))),
    ).toEqual([
      [false],
      [false],
      [false],
      [name('px'), false],
      [name('first'), false],
      [name('other'), false],
    ]);
    expect(bare(cases[5]!.body[0])).toMatchObject({ value: reference('m') });
  });

  it('reads the wildcard as the default', async () => {
    expect(await bodyFor('match m:\n    case _:\n        a()\n')).toMatchObject([{ cases: [{ tests: [] }] }]);
  });
});

describe('other statements', () => {
  it('leaves out what does nothing', async () => {
    expect(await bodyFor('"""Doc."""\n...\npass\nglobal x\nname\n')).toEqual([]);
  });

  it('keeps assert and del as operations', async () => {
    expect(await bodyFor('assert a, "m"\ndel b[0]\n')).toMatchObject([
      { kind: 'expression', value: { operator: 'assert', operands: [reference('a'), constant('m')] } },
      { kind: 'expression', value: { operator: 'delete' } },
    ]);
  });

  it('keeps comments that speak to the checker, and only those', async () => {
    const text = 'x = 1  # Airworthy: ignore[a]\n# other\ny = "# airworthy"\n';
    const { comments } = await summarised(text);
    expect(comments.map((each) => each.text)).toEqual(['# Airworthy: ignore[a]']);
    expect(text.slice(comments[0]!.span.start, comments[0]!.span.end)).toBe(comments[0]!.text);
  });

  it('knows the lines of CRLF text', async () => {
    expect(await summarised('a = 1\r\nb = 2\r\n')).toMatchObject({
      lineStarts: [0, 7, 14],
      length: 14,
      errors: [],
    });
  });
});
