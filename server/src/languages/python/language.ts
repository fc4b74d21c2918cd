// The Python plugin: which files, loading the parser once, text to summary.
import type { Language } from '../language';
import type { ModuleSummary } from '../summary/module';
import { createPythonParser, type PythonParser } from './parse';
import { createEmptySummary, summariseModule } from './summarise';

// Loaded once: the promise for all who wait, the result for those who come after.
let loading: Promise<void> | undefined;
let parser: PythonParser | undefined;

export const language: Language = {
  id: 'python',
  family: 'code',
  matches: (path) => /\.pyw?$/i.test(path),
  prepare: () => {
    // A failure is not remembered, so that the next caller tries again.
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  },
  summarise,
};

async function load(): Promise<void> {
  parser = await createPythonParser();
}

/** Before `prepare`, or where reading fails altogether, the summary is empty and the whole text one error. */
function summarise(path: string, text: string): ModuleSummary {
  try {
    return parser ? summariseModule(path, text, parser.parse(text)) : createEmptySummary(path, text);
  } catch {
    return createEmptySummary(path, text);
  }
}
