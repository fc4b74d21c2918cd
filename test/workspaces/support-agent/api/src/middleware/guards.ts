import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function signSession(userId: string): string {
  return createHmac('sha256', process.env.SESSION_SECRET ?? '').update(userId).digest('hex');
}

/** Sessions are `user.signature`, set by the shop at sign-in. */
export const requireSession: RequestHandler = (req, res, next) => {
  const [userId = '', signature = ''] = (req.header('authorization') ?? '').replace('Bearer ', '').split('.');
  if (!process.env.SESSION_SECRET || !userId || !sameText(signature, signSession(userId))) {
    res.status(401).json({ error: 'Please sign in.' });
    return;
  }
  res.locals.userId = userId;
  next();
};

export const requireWebhookToken: RequestHandler = (req, res, next) => {
  const expected = process.env.WEBHOOK_TOKEN ?? '';
  if (!expected || !sameText(req.header('x-webhook-token') ?? '', expected)) {
    res.status(401).end();
    return;
  }
  next();
};

export const modelLimiter = rateLimit({
  windowMs: 60_000,
  limit: 20,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  keyGenerator: (_req, res) => String(res.locals.userId),
});
