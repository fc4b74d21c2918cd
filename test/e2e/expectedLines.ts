// What the comments of the sample say about its lines. Text only.

export interface ExpectedLine {
  /** From 1. */
  readonly line: number;
  /** `category/item`. */
  readonly item: string;
}

const EXPECT = /^\s*(?:\/\/|#)\s*expect:\s+([a-z-]+\/[a-z-]+)\/[a-z-]+\b/;
const COMMENT = /^\s*(?:\/\/|#)\s*(?:expect|clean|proof):/;

/** The lines that the `expect:` comments of a text stand above; comments on top of each other speak of one line. */
export function expectedLines(text: string): ExpectedLine[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((comment, at) => {
    const item = EXPECT.exec(comment)?.[1];
    if (item === undefined) return [];
    const next = lines.findIndex((line, index) => index > at && !COMMENT.test(line));
    return [{ line: next + 1, item }];
  });
}
