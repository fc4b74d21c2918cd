import { describe, expect, it } from 'vitest';
import { loadSecretFormats } from '../../../../server/src/inventory/secrets/formats';
import { createKeywordSearch } from '../../../../server/src/inventory/secrets/keywordSearch';

function load(text: string) {
  return loadSecretFormats({ list: () => ['a.yaml', 'README.md'], read: () => text }, '');
}

const entry = (more: string): string =>
  `category: x\nformats:\n  - { id: acme-key, title: An Acme key, provider: acme, samples: { true: [], false: [] }, ${more} }\n`;

describe('loadSecretFormats', () => {
  it('compiles names to anchors in three spellings', () => {
    const { formats, errors } = load(entry("names: [ACME_API_KEY], pattern: '[a-z0-9]{20}'"));
    expect(errors).toEqual([]);
    expect(formats[0]!.anchors).toEqual(['ACME_API_KEY', 'acme_api_key', 'acmeApiKey']);
  });

  it.each([
    ['a look-behind, which no linear engine has', "keywords: [acme_], pattern: '(?<=a)acme_'"],
    ['a bracket that never closes', "keywords: [acme_], pattern: 'acme_[a-z'"],
    ['neither keywords nor names', "pattern: 'acme_'"],
    ['an unknown key', "keywords: [acme_], pattern: 'acme_', colour: red"],
    ['an unknown shape', "keywords: [acme_], pattern: 'acme_', shape: round"],
  ])('refuses %s, with its place', (_, more) => {
    const { formats, errors } = load(entry(more));
    expect(formats).toEqual([]);
    expect(errors[0]).toMatchObject({ path: 'secrets/a.yaml', line: expect.any(Number) });
  });

  it('says which file cannot be read and goes on', () => {
    const reader = {
      list: () => ['a.yaml'],
      read: () => {
        throw new Error('denied');
      },
    };
    expect(loadSecretFormats(reader, 'rules').errors[0]).toMatchObject({
      path: 'rules/secrets/a.yaml',
      message: expect.stringContaining('denied'),
    });
  });
});

describe('createKeywordSearch', () => {
  const search = (keywords: string[], text: string): string[] => {
    const found: string[] = [];
    createKeywordSearch(keywords).each(text, 0, text.length, (keyword, start) =>
      found.push(`${keywords[keyword]}@${start}`),
    );
    return found;
  };

  it('finds overlapping and nested keywords', () => {
    expect(search(['he', 'she', 'hers'], 'ushers')).toEqual(['she@1', 'he@2', 'hers@2']);
  });

  it('starts anew after characters that are not ASCII', () => {
    expect(search(['ab'], 'a\u{1f600}bab')).toEqual(['ab@4']);
  });

  it('refuses what it cannot find', () => {
    expect(() => createKeywordSearch([''])).toThrow();
    expect(() => createKeywordSearch(['ä'])).toThrow();
  });
});
