// A log with levels over any sink. Never given texts of the workspace that may hold secrets.
import type { Log } from './ports';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof LEVELS)[number];

export type LogSink = (level: LogLevel, message: string) => void;

/** A log that passes on messages up to `level`; `off` passes on none. A sink that throws is not heard. */
export function createLog(level: LogLevel | 'off', sink: LogSink): Log {
  const shown = level === 'off' ? -1 : LEVELS.indexOf(level);
  const write = (at: LogLevel) => (message: string) => {
    if (LEVELS.indexOf(at) > shown) return;
    try {
      sink(at, message);
    } catch {
      // The editor may be gone already; there is nobody left to tell.
    }
  };
  return { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };
}
