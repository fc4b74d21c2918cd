import { describe, expect, it } from 'vitest';
import { repairText } from '../../../../server/src/languages/python/repair';

describe('repairText', () => {
  it.each([
    ['f(a, [1\ndef g(): pass\n', 'f(a, [1])\ndef g(): pass\n'],
    ['f(\r\nx = 1\r\n', 'f()\r\nx = 1\r\n'],
    ['f(  # note\nx = 1\n', 'f()  # note\nx = 1\n'],
    ['x = "a\ny = 1\n', 'x = "a"\ny = 1\n'],
    ['if x\n  y\n', 'if x:\n  y\n'],
    ['x = a.\n', 'x = a. _\n'],
    ['f(a=', 'f(a= _)'],
    ['def f(a="b:\n  return\n', 'def f(a="b:")\n  return\n'],
    ['def f(a:\n  return\n', 'def f(a):\n  return\n'],
  ])('mends %j', (text, mended) => {
    expect(repairText(text)?.text).toBe(mended);
  });

  it.each([
    'f(\n    a,\n    b=[1],\n)\n',
    'f(\na,\nb=1,\n)\n',
    'x = [\n    a for a in b\n    if a\n]\n',
    'x = """\ndef f(\n"""\n',
    'x = 1 + \\\n    2\n',
    'if x: y()\n',
    '# f(\n',
    'x: Callable[..., int] = ...\n',
    'from . import x\n',
  ])('leaves %j alone', (text) => {
    expect(repairText(text)).toBeUndefined();
  });

  it('does not touch text with an open triple quote', () => {
    expect(repairText('x = """a\nf(\ny = 1\n')).toBeUndefined();
  });

  it('leads offsets back to the text as written', () => {
    const text = 'f("😀"\ng(1\nx = 1\n';
    const repair = repairText(text)!;
    expect(repair.text).toBe('f("😀")\ng(1)\nx = 1\n');
    for (const word of ['f', 'g', '1\n', 'x']) {
      expect(repair.offsets.toOriginal(repair.text.lastIndexOf(word))).toBe(text.lastIndexOf(word));
    }
    expect(repair.offsets.toOriginal(repair.text.length)).toBe(text.length);
    expect(repair.offsets.endsInserted(repair.text.indexOf(')') + 1)).toBe(true);
    expect(repair.offsets.endsInserted(repair.text.indexOf(')'))).toBe(false);
    expect(repair.errors.map(({ start, end }) => text.slice(start, end))).toEqual(['(', '(']);
  });
});
