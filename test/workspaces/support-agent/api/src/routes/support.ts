import { convertToModelMessages, type UIMessage } from 'ai';
import { Router } from 'express';
import { z } from 'zod';
import { research } from '../agents/research.js';
import { askShipping } from '../agents/shipping.js';
import { createSupportAgent } from '../agents/support.js';
import { log } from '../log.js';
import { withFallback } from '../middleware/degrade.js';
import { shopJson } from '../shop.js';

const BUSY = 'Our assistant is taking a break. Write to care@lumen-lamps.example and we answer within a day.';
const question = z.object({ question: z.string().min(3).max(2000) });

/** What customers use, through the chat page and the shop. */
export const support = Router();

// clean: security/rate-limiting
support.post(
  '/chat',
  withFallback(BUSY, async (req, res) => {
    const messages = req.body.messages as UIMessage[];
    const result = await createSupportAgent().stream({ messages: await convertToModelMessages(messages) });
    await result.pipeUIMessageStreamToResponse(res, {
      // proof: reliability/graceful-degradation/fallback-response errors inside the stream become this text
      onError: (error) => {
        log.error({ err: error }, 'chat stream failed');
        return BUSY;
      },
    });
  }),
);

support.post(
  '/research',
  withFallback(BUSY, async (req, res) => {
    const body = question.safeParse(req.body);
    if (!body.success) {
      // clean: ux/friendly-errors
      res.status(400).json({ error: z.prettifyError(body.error) });
      return;
    }
    res.json({ answer: await research(body.data.question) });
  }),
);

support.post(
  '/shipping',
  withFallback(BUSY, async (req, res) => {
    const body = question.parse(req.body);
    res.json({ answer: await askShipping(body.question) });
  }),
);

// No model behind this one; the page has its own text for a missing order.
// clean: reliability/graceful-degradation
support.get('/orders/:id', async (req, res) => {
  res.json(await shopJson(`/orders/${req.params.id}`));
});
