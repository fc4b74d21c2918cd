// A thread that summarises files for the engine. Wiring only.
import { parentPort } from 'node:worker_threads';
import { summarise } from './engine/fileRecord';
import type { SummariseAnswer, SummariseRequest } from './engine/workerPool';
import { languages } from './languages/index.generated';

const port = parentPort!;

port.on('message', ({ id, language: name, path, content }: SummariseRequest) => {
  const language = languages.find((each) => each.id === name)!;
  void summarise(language, path, content).then((summarised) =>
    port.postMessage({ id, ...summarised } satisfies SummariseAnswer),
  );
});
