import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';

vi.mock('../src/tickets.js', () => ({
  classifyTicket: vi.fn(async () => ({ topic: 'order', urgency: 1 })),
  draftReply: vi.fn(async () => 'Dear Ada'),
  redact: vi.fn(async (text: string) => text),
  reviewAnswer: vi.fn(),
  similarTickets: vi.fn(),
  summarise: vi.fn(async () => {
    throw new Error('model is down');
  }),
  titleOf: vi.fn(),
  translate: vi.fn(async (text: string) => text),
}));

const { createApp } = await import('../src/app.js');
const { signSession } = await import('../src/middleware/guards.js');

const session = `Bearer ada.${signSession('ada')}`;

afterEach(() => {
  delete process.env.WEBHOOK_TOKEN;
});

describe('support api', () => {
  it('is healthy without a session', async () => {
    expect((await request(createApp()).get('/health')).body).toEqual({ ok: true });
  });

  it('asks for a session', async () => {
    expect((await request(createApp()).post('/v1/desk/classify').send({ text: 'hi' })).status).toBe(401);
  });

  it('classifies for a signed-in person', async () => {
    const answer = await request(createApp()).post('/v1/desk/classify').set('authorization', session).send({ text: 'hi' });
    expect(answer.body).toEqual({ topic: 'order', urgency: 1 });
    expect(answer.headers).toHaveProperty('ratelimit');
  });

  it('degrades when the model is down', async () => {
    const answer = await request(createApp()).post('/v1/desk/summary').set('authorization', session).send({ text: 'hi' });
    expect(answer.status).toBe(503);
    expect(answer.body.answer).toContain('read the ticket');
  });

  it('drafts an answer to an incoming mail', async () => {
    process.env.WEBHOOK_TOKEN = 'hook';
    const answer = await request(createApp()).post('/webhooks/email').set('x-webhook-token', 'hook').send({ text: 'hello' });
    expect(answer.body).toEqual({ draft: 'Dear Ada' });
  });
});
