import { describe, expect, it, vi } from 'vitest';
import { language } from '../../../../server/src/languages/python/language';

describe('language', () => {
  it('matches Python files', () => {
    const matched = ['a.py', 'src/b.PYW', 'c.pyi', 'd.pyc', 'e.ipynb', 'py'].filter((path) =>
      language.matches(path),
    );
    expect(matched).toEqual(['a.py', 'src/b.PYW']);
    expect([language.id, language.family]).toEqual(['python', 'code']);
  });

  it('loads once', async () => {
    expect(language.prepare()).toBe(language.prepare());
    await language.prepare();
  });

  it('gives an empty summary while the parser is not loaded', async () => {
    vi.resetModules();
    const fresh = await import('../../../../server/src/languages/python/language');
    const summary = fresh.language.summarise('a.py', 'x = f()\n');
    expect(summary).toMatchObject({ calls: [], length: 8, errors: [{ start: 0, end: 8 }] });
  });

  it('keeps no state between files', async () => {
    await language.prepare();
    const text = 'from os import getenv\nx = getenv("A")\n';
    const first = language.summarise('a.py', text);
    language.summarise('b.py', 'def (');
    expect(language.summarise('a.py', text)).toEqual(first);
    expect(language.summarise('c.py', 'x = getenv("A")\n')).toMatchObject({ calls: [{ id: 0 }] });
  });
});
