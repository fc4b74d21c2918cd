import { describe, expect, it } from 'vitest';
import { nameWords } from '../../../server/src/text/nameWords';

describe('nameWords', () => {
  it.each([
    ['withApproval', ['with', 'approval']],
    ['require_approval', ['require', 'approval']],
    ['HITLMiddleware', ['hitl', 'middleware']],
    ['background_task', ['background', 'task']],
    ['layer.ask-first', ['layer', 'ask', 'first']],
    ['MAX_RETRIES', ['max', 'retries']],
    ['step2Gate', ['step2', 'gate']],
    ['größeÄndern', ['größe', 'ändern']],
    ['__x__', ['x']],
    ['', []],
  ])('divides %s', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });
});
