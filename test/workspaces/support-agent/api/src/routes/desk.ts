import { Router } from 'express';
import { withFallback } from '../middleware/degrade.js';
import { classifyTicket, reviewAnswer, similarTickets, summarise, titleOf, translate } from '../tickets.js';

/** Helpers for the people at the support desk. */
export const desk = Router();

// expect: reliability/graceful-degradation/fallback-response nothing catches a failing model call
desk.post('/classify', async (req, res) => { res.json(await classifyTicket(String(req.body.text))); });

desk.post(
  '/summary',
  withFallback('No summary at the moment, please read the ticket.', async (req, res) => {
    res.json({ summary: await summarise(String(req.body.text)) });
  }),
);

desk.post(
  '/title',
  withFallback('Untitled ticket', async (req, res) => {
    res.json({ title: await titleOf(String(req.body.text)) });
  }),
);

desk.post('/translate', async (req, res) => {
  try {
    res.json({ text: await translate(String(req.body.text), String(req.body.language ?? 'English')) });
  } catch (err) {
    // expect: ux/friendly-errors/no-raw-errors the text of the exception goes to the caller
    res.status(500).json({ error: (err as Error).message });
  }
});

desk.post(
  '/similar',
  withFallback('No similar tickets found.', async (req, res) => {
    res.json({ tickets: await similarTickets(String(req.body.text), req.body.earlier as string[]) });
  }),
);

desk.post(
  '/review',
  withFallback('Reviews are paused.', async (req, res) => {
    res.json({ review: await reviewAnswer(String(req.body.question), String(req.body.answer)) });
  }),
);
