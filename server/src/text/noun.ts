// What things are called in sentences that count them.

export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** `1 place`, `3 places`. */
export function counted(count: number, { one, many }: Noun): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The plural of a plain noun. */
export function severalOf(one: string): string {
  return one.endsWith('s') ? one : `${one}s`;
}
