// Finds many keywords in one pass over a text: an automaton over ASCII, built once. Knows nothing of secrets.

/** Called with the index of the keyword and the offset where it starts. */
export type OnKeyword = (keyword: number, start: number) => void;

export interface KeywordSearch {
  /** Reports every occurrence of every keyword between two offsets, overlapping ones too, in order of their ends. */
  each(text: string, from: number, to: number, onKeyword: OnKeyword): void;
}

const ALPHABET = 128;
const SHIFT = 7;

/** Builds the automaton (Aho and Corasick). Throws if a keyword is empty or not ASCII. */
export function createKeywordSearch(keywords: readonly string[]): KeywordSearch {
  const { table, found } = buildAutomaton(keywords);
  const ends = Uint8Array.from(found, (list) => (list.length > 0 ? 1 : 0));
  const lengths = keywords.map((keyword) => keyword.length);
  return {
    each(text, from, to, onKeyword) {
      let state = 0;
      for (let at = from; at < to; at++) {
        const code = text.charCodeAt(at);
        state = code < ALPHABET ? table[(state << SHIFT) | code]! : 0;
        if (ends[state] === 0) continue;
        for (const keyword of found[state]!) onKeyword(keyword, at + 1 - lengths[keyword]!);
      }
    },
  };
}

interface Automaton {
  /** State after (state, character). */
  readonly table: Uint16Array;
  /** Keywords that end in a state. */
  readonly found: readonly (readonly number[])[];
}

function buildAutomaton(keywords: readonly string[]): Automaton {
  const next: Map<number, number>[] = [new Map()];
  const found: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    if (keyword === '') throw new Error('an empty keyword stands everywhere');
    let state = 0;
    for (let at = 0; at < keyword.length; at++) {
      const code = keyword.charCodeAt(at);
      if (code >= ALPHABET) throw new Error(`the keyword "${keyword}" is not ASCII`);
      let target = next[state]!.get(code);
      if (target === undefined) {
        target = next.push(new Map()) - 1;
        found.push([]);
        next[state]!.set(code, target);
      }
      state = target;
    }
    found[state]!.push(index);
  });
  return { table: fillTable(next, found), found };
}

/** Breadth first, so that the state to fall back to is always complete before it is used. */
function fillTable(next: readonly Map<number, number>[], found: number[][]): Uint16Array {
  const table = new Uint16Array(next.length * ALPHABET);
  const fallback = new Uint16Array(next.length);
  const queue: number[] = [];
  for (const [code, state] of next[0]!) {
    table[code] = state;
    queue.push(state);
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const back = fallback[state]!;
    found[state]!.push(...found[back]!);
    for (let code = 0; code < ALPHABET; code++) {
      const target = next[state]!.get(code);
      const inherited = table[(back << SHIFT) | code]!;
      table[(state << SHIFT) | code] = target ?? inherited;
      if (target === undefined) continue;
      fallback[target] = inherited;
      queue.push(target);
    }
  }
  return table;
}
