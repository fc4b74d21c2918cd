import { describe, expect, it } from 'vitest';
import { report } from '../../../server/src/reports/inventoryTable';
import { at, effective, fact } from '../checklist/handmade';
import { analysisOf, OPTIONS, UNPRINTABLE } from './handmadeAnalysis';

const analysis = analysisOf({
  texts: { 'src/app.ts': '\nask();\n' },
  facts: [
    fact(
      'model-call',
      'ask',
      { call: 'request', maxTokens: effective('set', { n: 4096 }), streaming: false, tools: 3 },
      { place: at('src/app.ts', 1, 4), sdk: 'openai' },
    ),
    fact(
      'tool',
      'refund\u001b[2J',
      { effects: effective('some', [{ name: 'payment', grade: 'write-external', place: 'x' }]) },
      { role: 'test' },
    ),
    fact('file', 'app.ts'),
  ],
});

describe('inventory --format table', () => {
  const text = report.render(analysis, OPTIONS);

  it('groups by kind and tells where each thing is and what is known of it', () => {
    expect(text).toMatch(
      /^model-call \(1\)\n {2}ask {2}src\/app\.ts:2:1 {2}sdk openai, call request, maxTokens set \(n 4096\), streaming no\n/,
    );
  });

  it('tells effects by name and grade, and a role that is not product', () => {
    expect(text).toMatch(/tool \(1\)\n {2}refund\[2J .* test {2}effects some \(payment write-external\)/);
  });

  it('leaves the background to verbose', () => {
    expect(text).not.toContain('file (1)');
    const verbose = report.render(analysis, { ...OPTIONS, detail: 'verbose' });
    expect(verbose).toContain('file (1)');
    expect(verbose).toContain('tools 3');
  });

  it('prints nothing unsafe and names the files', () => {
    expect(text).not.toMatch(UNPRINTABLE);
    expect(text).toMatch(/\n12 files scanned, 3 parsed, 0 skipped\n$/);
    expect(report.render(analysisOf({}), OPTIONS)).toMatch(/^Nothing found\./);
  });

  it('cuts long values', () => {
    const long = analysisOf({
      facts: [fact('model-call', 'a', { model: effective('set', ['m'.repeat(300)]) })],
    });
    expect(report.render(long, OPTIONS)).toContain(`model set (${'m'.repeat(60)}…)`);
  });
});
