// TypeScript and JavaScript as a language of the program. The parser is loaded on `prepare`, not on import: it is large.
import type { Language } from '../language';

let summariser: typeof import('./summarise') | undefined;

export const language: Language = {
  id: 'typescript',
  family: 'code',
  matches: (path) => /\.(?:[cm]?[jt]s|[jt]sx)$/i.test(path),
  async prepare() {
    summariser ??= await import('./summarise');
  },
  summarise(path, text) {
    if (!summariser) throw new Error('prepare() must have finished before summarise() is called');
    return summariser.summarise(path, text);
  },
};
