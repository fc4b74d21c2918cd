import { describe, expect, it } from 'vitest';
import { describeException, traceOf } from '../../../server/src/text/describeException';
import { FileReadError } from '../../../server/src/workspace/ports';

const SECRET = ['q7Wk', 'Zt93', 'xLm2'].join('');

function thrown(message: string, change: (error: Error) => void = () => {}): Error {
  const error = new TypeError(message);
  change(error);
  return error;
}

describe('an exception in words', () => {
  it.each<[string, unknown]>([
    ['a message', thrown(`cannot read "${SECRET}"`)],
    ['a message of several lines', thrown(`bad\n${SECRET}\n`)],
    ['a message like a trace', thrown(`bad\n    at ${SECRET}\n    at read (${SECRET}:1:1)`)],
    ['a message that was changed later', thrown(SECRET, (error) => Object.assign(error, { message: 'x' }))],
    ['a name', thrown('x', (error) => Object.assign(error, { name: `Bad ${SECRET}` }))],
    ['a code', thrown('x', (error) => Object.assign(error, { code: `at ${SECRET}` }))],
    ['a text that is thrown', SECRET],
    ['an object that is thrown', { message: SECRET }],
    ['a message without a trace', thrown(SECRET, (error) => Object.assign(error, { stack: undefined }))],
  ])('never quotes %s', (_what, error) => {
    expect(`${describeException(error)}\n${traceOf(error)}`).not.toContain(SECRET);
  });

  it('names its class, its code and where it came from, without folders', () => {
    expect(describeException(thrown('x'))).toMatch(
      /^TypeError at thrown \(describeException\.test\.ts:\d+:\d+\)$/,
    );
    expect(describeException(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toMatch(/^Error ENOSPC at /);
    expect(traceOf(thrown('x'))).toMatch(/^ +at .*describeException\.test\.ts:\d+:\d+/);
  });

  it('quotes the reasons that are ours', () => {
    expect(describeException(new FileReadError('a.ts', 'permission denied'))).toBe('a.ts: permission denied');
  });
});
