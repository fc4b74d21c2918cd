// Handlers that cannot take the server down: what they throw is logged, and the client gets a plain answer.
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { describeException, traceOf } from '../text/describeException';
import type { Log } from '../workspace/ports';

/** A request handler that answers `fallback` when it throws; an error meant for the client passes through. */
export function guarded<Parameters extends unknown[], Result>(
  log: Log,
  what: string,
  handler: (...parameters: Parameters) => Result | Promise<Result>,
  fallback: Result,
): (...parameters: Parameters) => Promise<Result> {
  return async (...parameters) => {
    try {
      return await handler(...parameters);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      logError(log, what, error);
      return fallback;
    }
  };
}

/** Runs something nobody waits for. Never rejects. */
export async function attempt(log: Log, what: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    logError(log, what, error);
  }
}

/** One line for people; the trace only for those who ask for details. Neither quotes what the error says. */
export function logError(log: Log, what: string, error: unknown): void {
  log.error(`${what} failed: ${describeException(error)}`);
  log.debug(traceOf(error));
}

/** The answer to a request whose texts have moved on; editors drop it without a message. */
export function contentModified(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed since. Ask again.');
}

/** The answer to a request that cannot be met, with the reason for the person who asked. */
export function requestFailed(why: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, why);
}
