// Takes the place of the compiled logger of the VS Code server: without one, logs and output channels stay empty.
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;

/** One log file. Levels are indices into LEVELS; 6 switches the log off. */
export class Logger {
  #level = 2;
  #plain = false;
  #file: string | undefined;

  constructor(_name: string, file: string) {
    this.#file = file;
  }

  setLevel(level: number): void {
    this.#level = level;
  }
  getLevel(): number {
    return this.#level;
  }
  setPattern(): void {
    this.#plain = false;
  }
  /** From here on messages arrive complete, with their line ends. */
  clearFormatters(): void {
    this.#plain = true;
  }
  flush(): void {}
  drop(): void {
    this.#file = undefined;
  }

  trace(message: string): void {
    this.#write(0, message);
  }
  debug(message: string): void {
    this.#write(1, message);
  }
  info(message: string): void {
    this.#write(2, message);
  }
  warn(message: string): void {
    this.#write(3, message);
  }
  error(message: string): void {
    this.#write(4, message);
  }
  critical(message: string): void {
    this.#write(5, message);
  }

  #write(level: number, message: string): void {
    if (level < this.#level || !this.#file) return;
    const text = this.#plain ? message : `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n`;
    try {
      appendFileSync(this.#file, text);
    } catch {
      // A log that cannot be written must not end the server.
    }
  }
}

async function createLogger(name: string, file: string): Promise<Logger> {
  mkdirSync(path.dirname(file), { recursive: true });
  closeSync(openSync(file, 'a'));
  return new Logger(name, file);
}

export const version = 0;
export const createRotatingLogger = createLogger;
export const createAsyncRotatingLogger = createLogger;
export function setLevel(): void {}
export function setFlushOn(): void {}
export function shutdown(): void {}
