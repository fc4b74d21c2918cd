import { describe, expect, it } from 'vitest';
import { createProgressLine } from '../../../server/src/commands/progressLine';

describe('createProgressLine', () => {
  it('draws over itself, not too often, and clears', () => {
    let time = 0;
    let text = '';
    const line = createProgressLine(
      (part) => {
        text += part;
      },
      () => time,
    );
    line.clear();
    expect(text).toBe('');
    line.report('reading files', 0.255);
    line.report('reading files', 0.3);
    time = 100;
    line.report('a\u001b[2J', 7);
    line.clear();
    line.clear();
    expect(text).toBe('\r\u001b[2Kreading files 25 %\r\u001b[2Ka[2J 100 %\r\u001b[2K');
  });
});
