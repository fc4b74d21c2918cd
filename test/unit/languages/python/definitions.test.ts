import { describe, expect, it } from 'vitest';
import { bare, constant, functionOf, member, reference, summarised } from './summarised';

describe('functions', () => {
  it('reads parameters of every form', async () => {
    const summary = await summarised(
      'def f(a, b: int, c=1, d: str = "x", /, *rest: T, e, g=lambda: 2, **more):\n    pass\n',
    );
    expect(bare(functionOf(summary, 'f').parameters)).toEqual([
      { name: 'a', form: 'positional' },
      { name: 'b', form: 'positional', annotation: reference('int') },
      { name: 'c', form: 'positional', default: constant(1) },
      { name: 'd', form: 'positional', annotation: reference('str'), default: constant('x') },
      { name: 'rest', form: 'rest', annotation: reference('T') },
      { name: 'e', form: 'keyword-only' },
      { name: 'g', form: 'keyword-only', default: { kind: 'function', function: 1 } },
      { name: 'more', form: 'keyword-rest' },
    ]);
    expect(summary.functions[1]!.name).toBe('g');
    const bareStar = await summarised('def f(a, *, b): ...\n');
    expect(functionOf(bareStar, 'f').parameters.map((each) => each.form)).toEqual([
      'positional',
      'keyword-only',
    ]);
  });

  it('reads async, generators, docstrings and return types', async () => {
    const summary = await summarised(
      'async def f() -> "Foo":\n    """Says\n    it."""\n    yield 1\ndef g():\n    def h():\n        yield\n',
    );
    expect(functionOf(summary, 'f')).toMatchObject({ async: true, generator: true, doc: 'Says\nit.' });
    expect(bare(functionOf(summary, 'f').returns)).toEqual(reference('Foo'));
    expect(functionOf(summary, 'f').body).toHaveLength(1);
    expect(functionOf(summary, 'g')).toMatchObject({ async: false, generator: false });
    expect(functionOf(summary, 'h')).toMatchObject({ generator: true, parent: functionOf(summary, 'g').id });
  });

  it('cuts a docstring between characters', async () => {
    const summary = await summarised(`def f():\n    "${'a'.repeat(199)}😀"\n`);
    expect(functionOf(summary, 'f').doc).toBe('a'.repeat(199));
  });

  it('reads decorators outside of the function, and spans the statement with them', async () => {
    const text = '@app.get("/x")\n@tool\ndef f():\n    pass\n';
    const summary = await summarised(text);
    const f = functionOf(summary, 'f');
    expect(bare(f.decorators)).toEqual([{ kind: 'call', call: 0 }, reference('tool')]);
    expect(summary.calls[0]!.function).toBe(0);
    expect(text.slice(f.start)).toMatch(/^def f/);
    expect(text.slice(f.bodySpan.start, f.bodySpan.end)).toBe('pass');
    expect(summary.functions[0]!.body).toMatchObject([{ kind: 'function', start: 0, function: 1 }]);
  });
});

const CLASS = `
class A(Base, Generic[T], metaclass=Meta):
    """About A."""
    x: int = 1
    shared: ClassVar[str] = "s"
    y = make()
    if flag:
        z = 2

    def run(this, self):
        this.c = self
        def inner():
            return this.c
        return inner

    @classmethod
    def build(cls):
        return cls()

    @staticmethod
    def plain(self):
        return self

    @property
    def name(self): return self._name

    @name.setter
    def name(self, value): self._name = value
`;

describe('classes', () => {
  it('reads bases, doc, fields and methods', async () => {
    const summary = await summarised(CLASS);
    const [a] = summary.classes;
    expect(a).toMatchObject({ id: 0, name: 'A', function: 0, doc: 'About A.' });
    expect(bare(a!.bases)).toEqual([
      reference('Base'),
      { kind: 'index', object: reference('Generic'), index: reference('T') },
    ]);
    expect(a!.fields.map((field) => [field.name, field.static])).toEqual([
      ['x', false],
      ['shared', true],
      ['y', false],
      ['z', false],
    ]);
    expect(a!.methods.map((method) => [method.name, method.static, method.form])).toEqual([
      ['run', false, 'method'],
      ['build', true, 'method'],
      ['plain', true, 'method'],
      ['name', false, 'getter'],
      ['name', false, 'setter'],
    ]);
    expect(a!.methods.every((method) => summary.functions[method.function]!.class === 0)).toBe(true);
  });

  it('knows the object by the name of the first parameter', async () => {
    const summary = await summarised(CLASS);
    expect(bare(functionOf(summary, 'run').body[0])).toMatchObject({
      target: member({ kind: 'self' }, 'c'),
      value: reference('self'),
    });
    expect(bare(functionOf(summary, 'inner').body)).toEqual([
      { kind: 'return', value: member({ kind: 'self' }, 'c') },
    ]);
    expect(functionOf(summary, 'inner').class).toBeUndefined();
    expect(bare(functionOf(summary, 'plain').body)).toEqual([{ kind: 'return', value: reference('self') }]);
    expect(bare(summary.calls.at(-1)!.callee)).toEqual({ kind: 'self' });
  });

  it('does not take an outer self for the object of a nested class', async () => {
    const summary = await summarised('class A:\n    def f(self):\n        class B:\n            x = self\n');
    expect(bare(summary.classes.find(({ name }) => name === 'B')!.fields)).toMatchObject([
      { value: reference('self') },
    ]);
    expect(summary.classes.map((each) => each.function)).toEqual([0, 1]);
  });
});

describe('annotations', () => {
  async function annotationOf(text: string): Promise<unknown> {
    const [statement] = (await summarised(`x: ${text}\n`)).functions[0]!.body;
    return statement?.kind === 'assign' ? bare(statement.annotation) : undefined;
  }

  it('keeps unions and subscripts', async () => {
    const index = (object: unknown, inner: unknown) => ({ kind: 'index', object, index: inner });
    expect(await annotationOf('X | None')).toEqual({
      kind: 'operation',
      operator: '|',
      operands: [reference('X'), constant(null)],
    });
    expect(await annotationOf('Optional["a.Foo"]')).toEqual(
      index(reference('Optional'), member(reference('a'), 'Foo')),
    );
    expect(await annotationOf('typing.List[int]')).toEqual(
      index(member(reference('typing'), 'List'), reference('int')),
    );
    expect(await annotationOf('dict[str, X]')).toMatchObject({ index: { kind: 'list' } });
  });

  it('leaves literals and metadata values', async () => {
    expect(await annotationOf('Literal["Foo"]')).toMatchObject({ index: constant('Foo') });
    expect(await annotationOf('Annotated["Foo", "about"]')).toMatchObject({
      index: { items: [{ value: reference('Foo') }, { value: constant('about') }] },
    });
  });

  it('points at the name inside the quotes', async () => {
    const text = 'x: "models.Foo"\n';
    const [statement] = (await summarised(text)).functions[0]!.body;
    const annotation = statement?.kind === 'assign' ? statement.annotation : undefined;
    expect(text.slice(annotation!.start, annotation!.end)).toBe('models.Foo');
  });
});
