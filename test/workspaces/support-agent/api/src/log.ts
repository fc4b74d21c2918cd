import pino from 'pino';

export const log = pino({ name: 'support-api', level: process.env.LOG_LEVEL ?? 'info' });
