// A thread of Node.js that runs one of the bundles.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Thread } from './ports';

/** Each holds a parser: more of them cost more memory than they save time. */
const MOST = 4;

/** How many threads this machine has room for beside the one that asks. */
export function threadsAtOnce(): number {
  return Math.max(1, Math.min(availableParallelism() - 1, MOST));
}

/** Starts a thread. It does not keep the process alive. */
export function startThread(file: string): Thread {
  const worker = new Worker(file);
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onEnd: (listener) => {
      // An error is followed by the exit; without a listener it would end the process.
      worker.on('error', () => {});
      worker.once('exit', listener);
    },
    end: () => void worker.terminate(),
  };
}
