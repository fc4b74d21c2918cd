import { describe, expect, it } from 'vitest';
import { linked } from '../linked';

/** The routes of the requests of a snippet. */
const routes = async (target: string, head = '') => {
  const all = await linked({ 'a.ts': `${head}\nexport const go = (id: string) => fetch(${target});` });
  return all.facts('a.ts').effects.map((effect) => effect.route);
};

describe('paths that may be routes of this workspace', () => {
  it.each([
    ["'/api/stock'", '/api/stock'],
    ['`/api/stock/${id}?full=1#top`', '/api/stock/*'],
    ['`/api/stock-${id}`', '/api/*'],
    ['`${process.env.DESK_URL}/stock/${id}`', '/stock/*'],
    ['`${process.env.DESK_URL ?? "http://localhost:3000"}/stock`', '/stock'],
    ["'http://localhost:8000/stock'", '/stock'],
    ["'http://api:8000/stock'", '/stock'],
  ])('%s', async (target, expected) => {
    expect(await routes(target)).toEqual([expected]);
  });

  it.each([
    ["'https://shop.example.com/stock'"],
    ['`${process.env.SHOP_URL ?? "https://shop.example.com"}/stock`'],
    ["'//shop.example.com/stock'"],
    ['`/${id}`'],
    ['id'],
    ['`${id}/stock`'],
  ])('none: %s', async (target) => {
    expect(await routes(target)).toEqual([undefined]);
  });

  it('reads a base address that stands elsewhere', async () => {
    expect(await routes('`${BASE}/stock`', "const BASE = 'http://127.0.0.1:4000/v1';")).toEqual([
      '/v1/stock',
    ]);
  });
});
