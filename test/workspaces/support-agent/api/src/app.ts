import express from 'express';
import { log } from './log.js';
import { requireWebhookToken } from './middleware/guards.js';
import { v1 } from './routes/index.js';
import { draftReply, redact } from './tickets.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '256kb' }));
  app.use(express.static('public'));

  // clean: security/rate-limiting
  app.get('/health', (_req, res) => {
    res.json({ ok: true });
  });

  // The mail provider posts incoming mail here; the draft goes to the desk.
  // expect: security/rate-limiting/every-endpoint reaches a model, and no limiter is on its way
  app.post('/webhooks/email', requireWebhookToken, async (req, res) => {
    try {
      const draft = await draftReply(await redact(String(req.body.text)));
      res.json({ draft });
    } catch (error) {
      log.error({ err: error }, 'no draft for an incoming mail');
      // proof: reliability/graceful-degradation/fallback-response the desk answers by hand
      res.status(202).json({ draft: null, note: 'Please answer this mail by hand.' });
    }
  });

  app.use('/v1', v1);
  return app;
}
