import axios from 'axios';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalogClient } from '../../src/shop.js';
import { compatibleBulbs, searchCatalog } from '../../src/tools/catalog.js';
import { listOrders, lookupOrder } from '../../src/tools/orders.js';
import { trackParcel } from '../../src/tools/parcels.js';

const call = { toolCallId: 'call-1', messages: [] };

function shopAnswers(body: unknown, status = 200) {
  return vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(JSON.stringify(body), { status }));
}

afterEach(() => vi.restoreAllMocks());

describe('order tools', () => {
  // proof: testing/tool-unit-tests/every-tool lookupOrder runs here, away from its source
  it('looks up one order', async () => {
    const fetch = shopAnswers({ id: 'LL-100200', status: 'shipped' });
    expect(await lookupOrder.execute?.({ orderId: 'LL-100200' }, call)).toMatchObject({ status: 'shipped' });
    expect(String(fetch.mock.calls[0]?.[0])).toBe('http://shop.test/orders/LL-100200');
  });

  it('lists id and status only', async () => {
    shopAnswers([{ id: 'LL-1', status: 'paid', paymentIntent: 'secret', lines: [] }]);
    expect(await listOrders.execute?.({ customerId: 'c1', limit: 5 }, call)).toEqual([{ id: 'LL-1', status: 'paid' }]);
  });

  it('fails when the shop does', async () => {
    shopAnswers({}, 502);
    await expect(lookupOrder.execute?.({ orderId: 'LL-100200' }, call)).rejects.toThrow('502');
  });
});

describe('catalogue tools', () => {
  it('returns at most ten hits', async () => {
    vi.spyOn(catalogClient, 'get').mockResolvedValue({ data: { items: Array.from({ length: 30 }, (_, i) => i) } });
    expect(await searchCatalog.execute?.({ query: 'arc' }, call)).toHaveLength(10);
  });

  it('knows the sockets of a lamp', async () => {
    expect(await compatibleBulbs.execute?.({ model: 'lumen-dot' }, call)).toEqual({ model: 'lumen-dot', sockets: ['GU10'] });
  });
});

describe('trackParcel', () => {
  it('returns status and eta', async () => {
    vi.spyOn(axios, 'get').mockResolvedValue({ data: { status: 'in transit', eta: '2026-11-24' } });
    expect(await trackParcel.execute?.({ trackingNumber: 'PX12345678' }, call)).toEqual({ status: 'in transit', eta: '2026-11-24' });
  });

  it('hands the reason to the model when the carrier fails', async () => {
    vi.spyOn(axios, 'get').mockRejectedValue(new Error('unknown number'));
    expect(await trackParcel.execute?.({ trackingNumber: 'PX12345678' }, call)).toEqual({ error: 'unknown number' });
  });
});
