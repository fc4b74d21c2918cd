// The first letter of phrases that are written to stand anywhere.

/** A phrase as the beginning of a line. */
export function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
