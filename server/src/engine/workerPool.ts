// Threads that summarise files. One file at a time each; a thread that ends on a file is replaced, and the file tried once more.
import type { Language } from '../languages/language';
import type { Thread } from '../workspace/ports';
import type { Summarised } from './fileRecord';

/** What a thread is sent, and what it answers. */
export interface SummariseRequest {
  readonly id: number;
  readonly language: string;
  readonly path: string;
  readonly content: string;
}
export interface SummariseAnswer extends Summarised {
  readonly id: number;
}

interface Job {
  readonly request: SummariseRequest;
  readonly resolve: (summarised: Summarised) => void;
  attempts: number;
}

interface Member {
  readonly thread: Thread;
  job?: Job;
  timer?: NodeJS.Timeout;
}

/** No file of a size that is parsed takes this long; a parser that does will not end. */
const LIMIT_MS = 30_000;
/** Threads without work end after this long: each holds a parser, and most of the time nobody needs it. */
const IDLE_MS = 5_000;

export class WorkerPool {
  private readonly members = new Set<Member>();
  private readonly waiting: Job[] = [];
  private next = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly start: () => Thread,
    readonly size: number,
    private readonly limitMs = LIMIT_MS,
  ) {}

  summarise(language: Language, path: string, content: string): Promise<Summarised> {
    return new Promise((resolve) => {
      const request = { id: this.next++, language: language.id, path, content };
      this.waiting.push({ request, resolve, attempts: 0 });
      this.dispatch();
    });
  }

  /** Ends all threads. What they were doing is answered as not parsed. */
  close(): void {
    clearTimeout(this.idle);
    for (const job of this.waiting.splice(0)) job.resolve({ skipped: 'the analysis ended' });
    for (const member of this.members) {
      member.job?.resolve({ skipped: 'the analysis ended' });
      member.job = undefined;
      clearTimeout(member.timer);
      member.thread.end();
    }
    this.members.clear();
  }

  private dispatch(): void {
    clearTimeout(this.idle);
    while (this.waiting.length > 0) {
      const free = [...this.members].find(({ job }) => !job) ?? this.grow();
      if (!free) return;
      this.give(free, this.waiting.shift()!);
    }
    if ([...this.members].some(({ job }) => job)) return;
    this.idle = setTimeout(() => this.close(), IDLE_MS);
    this.idle.unref();
  }

  private grow(): Member | undefined {
    if (this.members.size >= this.size) return undefined;
    const member: Member = { thread: this.start() };
    this.members.add(member);
    member.thread.onMessage((message) => this.answered(member, message as SummariseAnswer));
    member.thread.onEnd(() => this.ended(member));
    return member;
  }

  private give(member: Member, job: Job): void {
    member.job = job;
    member.timer = setTimeout(() => member.thread.end(), this.limitMs);
    member.timer.unref();
    member.thread.post(job.request);
  }

  private answered(member: Member, { id, ...summarised }: SummariseAnswer): void {
    const { job } = member;
    if (job?.request.id !== id) return;
    clearTimeout(member.timer);
    member.job = undefined;
    job.resolve(summarised);
    this.dispatch();
  }

  private ended(member: Member): void {
    clearTimeout(member.timer);
    if (!this.members.delete(member)) return;
    const { job } = member;
    if (job) {
      job.attempts++;
      if (job.attempts > 1) job.resolve({ skipped: 'its parser ended unexpectedly, or took too long' });
      else this.waiting.unshift(job);
    }
    this.dispatch();
  }
}
