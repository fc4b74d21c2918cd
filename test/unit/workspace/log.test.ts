import { expect, it } from 'vitest';
import { createLog } from '../../../server/src/workspace/log';

it('passes on what is at or above its level', () => {
  const heard: string[] = [];
  const log = createLog('warn', (level, message) => heard.push(`${level} ${message}`));
  log.error('a');
  log.warn('b');
  log.info('c');
  log.debug('d');
  expect(heard).toEqual(['error a', 'warn b']);
});

it('is silent when off and survives a broken sink', () => {
  const heard: string[] = [];
  createLog('off', (_, message) => heard.push(message)).error('a');
  expect(heard).toEqual([]);
  const broken = createLog('debug', () => {
    throw new Error('gone');
  });
  expect(() => broken.info('a')).not.toThrow();
});
