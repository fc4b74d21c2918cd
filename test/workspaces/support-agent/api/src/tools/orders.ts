import { tool } from 'ai';
import { z } from 'zod';
import { shopJson } from '../shop.js';

interface Order {
  id: string;
  status: 'paid' | 'packed' | 'shipped' | 'delivered' | 'returned';
  paymentIntent: string;
  lines: { sku: string; quantity: number }[];
}

export const lookupOrder = tool({
  description: 'Status and lines of one order.',
  inputSchema: z.object({ orderId: z.string().regex(/^LL-\d{6}$/) }),
  execute: ({ orderId }) => shopJson<Order>(`/orders/${orderId}`),
});

export const listOrders = tool({
  description: 'The latest orders of a customer, newest first.',
  inputSchema: z.object({ customerId: z.string(), limit: z.number().int().max(20).default(5) }),
  execute: async ({ customerId, limit }) => {
    const orders = await shopJson<Order[]>('/orders', { customer: customerId, limit: String(limit) });
    return orders.map(({ id, status }) => ({ id, status }));
  },
});
