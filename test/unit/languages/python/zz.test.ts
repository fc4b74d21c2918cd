import { it } from 'vitest';
import { language } from '../../../../server/src/languages/python/language';
it('look', async () => {
  await language.prepare();
  const strip = (s: unknown) => JSON.stringify(s, (k, v) => (k === 'start' || k === 'end' || k.endsWith('pan') || k==='lineStarts'||(Array.isArray(v)&&v.length===0) ? undefined : v));
  for (const src of [
    'def f():\n    x = foo(\n\ndef g():\n    return 1\n',
    'client = OpenAI(\nx = 1\ny = bar()\n',
    'class A:\n  def f(self):\n    self.\n  def g(self):\n    return h()\n',
    'if x\n  y()\nz()\n', 'x = 1 +\ny = g()\n', 'for x in\n  y()\nz()\n', 'import\nx=1\n', 'from a import\nx=1\n', 'a = {"b": \nc = d()\n', 'f("abc\nx = g()\n', 'f("abc)\nx = g()\n',
    'class A:\n  def f(self):\n    r = self.c.create(model="x", messages=[{"a": 1},\n  @tool\n  def g(self): return h()\n',
    'x = client.create(model="x" max_tokens=3)\ny = f()',
    'x = {"a": 1 "b": 2}\ny = f()',
    'x.a(timeout=\ny = f()', 'def f(a, b:\n  return g()\nz = 1',
  ]) {
    const s = language.summarise('a.py', src) as any;
    console.log(JSON.stringify(src), '\n errors', JSON.stringify(s.errors), '\n functions', s.functions.map((f: any) => f.name + ' ' + strip(f.body)), '\n calls', strip(s.calls));
  }
});
