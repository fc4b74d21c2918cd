import type { Request, RequestHandler, Response } from 'express';
import { log } from '../log.js';

/** Runs a handler; when anything in it fails, the customer gets `message` and can carry on. */
export function withFallback(message: string, handler: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return async (req, res) => {
    try {
      await handler(req, res);
    } catch (error) {
      // clean: ux/friendly-errors
      log.error({ err: error, path: req.path }, 'handler failed');
      // proof: reliability/graceful-degradation/fallback-response wrapper around the handlers
      if (!res.headersSent) res.status(503).json({ answer: message, degraded: true });
    }
  };
}
