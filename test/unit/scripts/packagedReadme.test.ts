// The README inside the .vsix shows no broken picture: an editor resolves no relative one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedReadme } from '../../../scripts/packagedReadme.mjs';

describe('the README of the extension', () => {
  const whole = readFileSync(join(__dirname, '../../../README.md'), 'utf8');

  it('holds no relative picture or link, and all the text', () => {
    const packaged = packagedReadme(whole);
    expect(whole).toMatch(/!\[[^\]]*\]\(client\//);
    expect(packaged).not.toMatch(/\]\((?!https?:|#)/);
    expect(packaged).not.toMatch(/\n\n\n/);
    const headings = (text: string) => text.match(/^#+ .*$/gm);
    expect(headings(packaged)).toEqual(headings(whole));
    expect(packaged.length).toBeGreaterThan(whole.length - 2000);
  });

  it.each([
    ['a\n\n![b](c.png)\n\nd\n', 'a\n\nd\n'],
    ['a\n\n| x | y |\n|---|---|\n| ![b](c.png) | z |\n\nd\n', 'a\n\nd\n'],
    ['a ![b](https://x.y/c.png) d\n', 'a ![b](https://x.y/c.png) d\n'],
    ['[a](b.md), [`c/`](c), [d](#d), [e](https://x.y)\n', 'a, `c/`, [d](#d), [e](https://x.y)\n'],
  ])('%j becomes %j', (text, expected) => {
    expect(packagedReadme(text)).toBe(expected);
  });
});
