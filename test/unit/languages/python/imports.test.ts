import { describe, expect, it } from 'vitest';
import { summarised } from './summarised';

async function importsOf(text: string): Promise<string[]> {
  const { imports, functions } = await summarised(text);
  return imports.map((each) => {
    const where = each.function > 0 ? ` in ${functions[each.function]!.name}` : '';
    return `${each.local}=${each.module}:${each.imported}${each.typeOnly ? ' type' : ''}${where}`;
  });
}

describe('imports', () => {
  it.each([
    ['import a', ['a=a:*']],
    ['import a.b', ['a=a:*', '=a.b:*']],
    ['import a.b as c, d', ['c=a.b:*', 'd=d:*']],
    ['from m import x as y, z', ['y=m:x', 'z=m:z']],
    ['from . import x', ['x=.:x']],
    ['from ..pkg.mod import (\n    x,\n    y,\n)', ['x=..pkg.mod:x', 'y=..pkg.mod:y']],
    ['from m import *', ['*=m:*']],
    ['from __future__ import annotations', ['annotations=__future__:annotations']],
  ])('reads %s', async (text, expected) => {
    expect(await importsOf(`${text}\n`)).toEqual(expected);
  });

  it('names the function of a lazy import', async () => {
    expect(await importsOf('def f():\n    from m import x\n')).toEqual(['x=m:x in f']);
  });

  it('reads imports inside try and if', async () => {
    const text =
      'try:\n    import a\nexcept ImportError:\n    a = None\nif c:\n    import b\nelse:\n    import d\n';
    expect(await importsOf(text)).toEqual(['a=a:*', 'b=b:*', 'd=d:*']);
  });

  it.each(['TYPE_CHECKING', 'typing.TYPE_CHECKING'])('marks imports under if %s', async (condition) => {
    const text = `if ${condition}:\n    from m import T\nelse:\n    T = object\nfrom m import x\n`;
    expect(await importsOf(text)).toEqual(['T=m:T type', 'x=m:x']);
  });

  it('spans the imported name with its alias', async () => {
    const text = 'from m import a as b, c\n';
    const { imports } = await summarised(text);
    expect(imports.map(({ start, end }) => text.slice(start, end))).toEqual(['a as b', 'c']);
  });
});
