// Repairs for the findings of the fake engine: one within the file, one over two files, one that is refused.
import type { Repairs } from '../../server/src/editor/repairs';

export const fakeRepairs: Repairs = {
  offers: (_engine, finding) =>
    finding.fixes.map((id) => {
      if (id === 'replace') return { id, title: 'Replace the word', safety: 'safe' as const };
      if (id === 'move-away') return { id, title: 'Move it to .env', safety: 'confirm' as const };
      return { id, title: 'Do something else', safety: 'confirm' as const };
    }),
  async make(engine, _analysis, finding, id) {
    const { path, start, end } = finding.place;
    const before = await engine.text(path);
    if (before === undefined) return { kind: 'stale' };
    const files = [{ path, before, edits: [{ start, end, text: 'GOOD' }] }];
    if (id === 'replace') return { kind: 'changes', title: 'Replace the word', safety: 'safe', files };
    if (id !== 'move-away') return { kind: 'refused', why: 'There is nothing to change.' };
    const created = { path: '.env', edits: [{ start: 0, end: 0, text: 'WORD=1\n' }] };
    return {
      kind: 'changes',
      title: 'Move it to .env',
      safety: 'confirm',
      annotation: 'Keeps it out of the code.',
      notes: ['Set WORD.', 'Rotate it.'],
      files: [...files, created],
    };
  },
};
