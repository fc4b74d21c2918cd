import { Router } from 'express';
import { modelLimiter, requireSession } from '../middleware/guards.js';
import { desk } from './desk.js';
import { support } from './support.js';

export const v1 = Router();

// proof: governance/rbac/authenticated every route below needs a session
v1.use(requireSession);
// proof: security/rate-limiting/every-endpoint router-level, for every route below
v1.use(modelLimiter);
v1.use('/support', support);
v1.use('/desk', desk);
