// Who wants to hear of something. A listener that throws is logged and does not keep the others from hearing.
import type { Log } from '../workspace/ports';
import { logError } from './guard';

export class Listeners<Event> {
  readonly #all: ((event: Event) => void)[] = [];

  constructor(
    private readonly what: string,
    private readonly log: Log,
  ) {}

  add(listener: (event: Event) => void): void {
    this.#all.push(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#all) {
      try {
        listener(event);
      } catch (error) {
        logError(this.log, this.what, error);
      }
    }
  }
}
