import { tool } from 'ai';
import { z } from 'zod';
import { catalogClient, shopJson } from '../shop.js';

const SOCKETS: Record<string, string[]> = {
  'lumen-arc': ['E27', 'E26'],
  'lumen-dot': ['GU10'],
  'lumen-line': ['G13'],
};

export const searchCatalog = tool({
  description: 'Search lamps and spare parts.',
  inputSchema: z.object({ query: z.string().min(2) }),
  execute: async ({ query }) => {
    const { data } = await catalogClient.get<{ items: unknown[] }>('/search', { params: { q: query } });
    return data.items.slice(0, 10);
  },
});

export const compatibleBulbs = tool({
  description: 'Sockets of the bulbs that fit a lamp.',
  inputSchema: z.object({ model: z.string() }),
  execute: async ({ model }) => ({ model, sockets: SOCKETS[model] ?? [] }),
});

// expect: testing/tool-unit-tests/every-tool no test runs it
export const checkWarranty = tool({
  description: 'Whether a lamp is still under warranty, by its serial number.',
  inputSchema: z.object({ serial: z.string() }),
  execute: async ({ serial }) => {
    const { soldAt, years } = await shopJson<{ soldAt: string; years: number }>(`/serials/${serial}`);
    const end = new Date(soldAt);
    end.setFullYear(end.getFullYear() + years);
    return { serial, coveredUntil: end.toISOString().slice(0, 10) };
  },
});
