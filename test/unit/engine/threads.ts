// Threads for tests: they run in this one, but answer later, end or hang as they are told.
import { summarise } from '../../../server/src/engine/fileRecord';
import type { SummariseRequest } from '../../../server/src/engine/workerPool';
import { languages } from '../../../server/src/languages/index.generated';
import type { Thread } from '../../../server/src/workspace/ports';

export function createThread(treat: (request: SummariseRequest) => 'answer' | 'end' | 'hang'): Thread {
  let answer: (message: unknown) => void = () => {};
  let ended: () => void = () => {};
  let alive = true;
  const end = (): void => {
    if (alive) setImmediate(() => ended());
    alive = false;
  };
  const post = async (message: unknown): Promise<void> => {
    const request = structuredClone(message) as SummariseRequest;
    const treatment = treat(request);
    if (treatment === 'end') end();
    if (treatment !== 'answer') return;
    const language = languages.find(({ id }) => id === request.language)!;
    const summarised = await summarise(language, request.path, request.content);
    if (alive) answer(structuredClone({ id: request.id, ...summarised }));
  };
  return {
    post: (message) => void post(message),
    onMessage: (listener) => {
      answer = listener;
    },
    onEnd: (listener) => {
      ended = listener;
    },
    end,
  };
}
