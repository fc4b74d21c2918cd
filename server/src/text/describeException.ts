// An exception in words that may stand in a log or a message: what it is and where it came from, never what it says.

/** Frames of a trace that are kept. */
const MAX_FRAMES = 12;

/**
 * `TypeError at offers (server.js:1:2345)`. The message of an exception may quote a file, and with it a credential of
 * a form nobody knows, so that no mask is sure to find it; only errors that give a reason of ours (`why`) are quoted.
 */
export function describeException(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  if ('why' in error && typeof error.why === 'string') return error.message;
  const code = 'code' in error && /^[A-Z][A-Z0-9_]{2,40}$/.test(String(error.code)) ? ` ${error.code}` : '';
  const [frame] = framesOf(error);
  const place = frame && ` at ${frame.replace(/^\s*at\s+/, '').replace(/(?:file:)?[^\s()]*[\\/]/g, '')}`;
  return `${nameOf(error)}${code}${place ?? ''}`;
}

/** Where it was thrown, for those who repair it: the stack without the message. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? framesOf(error).slice(0, MAX_FRAMES).join('\n') : '';
}

/** The class of an error as one word. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  return /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
}

/** The lines at the end of a stack: those before are the message, whatever it looks like. */
function framesOf({ stack = '', message }: Error): string[] {
  const told = message === '' ? -1 : stack.indexOf(message);
  const lines = (told < 0 ? stack : stack.slice(told + message.length)).split('\n');
  const first = lines.findLastIndex((line) => !/^\s+at\s\S/.test(line)) + 1;
  return lines.slice(first);
}
