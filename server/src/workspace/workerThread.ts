// A thread of Node.js that runs one of the bundles.
import { Worker } from 'node:worker_threads';
import type { Thread } from './ports';

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
