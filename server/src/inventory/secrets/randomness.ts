// How random a text looks: entropy, character classes, runs, repetition, words. Pure measures of one value.

/** Shannon entropy in bits per character; 0 for the empty text. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** How many of lower case, upper case and digits occur. */
export function classesOf(text: string): number {
  return Number(/[a-z]/.test(text)) + Number(/[A-Z]/.test(text)) + Number(/[0-9]/.test(text));
}

/** True if people typed it by counting, holding a key or repeating a piece: `123456`, `aaaaaa`, `abcabcabc`, `a1b2c3d4`. */
export function isTyped(text: string): boolean {
  const body = text.toLowerCase();
  if (longestRun(body, 1, 0) >= 6) return true;
  const counted = Math.max(longestRun(body, 1, 1), longestRun(body, 1, -1));
  if (counted >= 6) return true;
  if (longestRun(body, 2, 1) >= 8) return true;
  return countedShare(body) >= 0.5 || isRepeated(body) || /qwerty|asdfgh|zxcvb/.test(body);
}

/** Length of the longest stretch in which each character is `step` above the one `stride` before it. */
function longestRun(text: string, stride: number, step: number): number {
  let longest = 0;
  let length = stride;
  for (let at = stride; at < text.length; at++) {
    const follows = text.charCodeAt(at) - text.charCodeAt(at - stride) === step && isAlphanumeric(text, at);
    length = follows ? length + 1 : stride;
    if (length > longest) longest = length;
  }
  return longest;
}

/** The share of a text that stands in counted stretches of four and more (`abcd1234efgh`). */
function countedShare(text: string): number {
  let inside = 0;
  let length = 1;
  for (let at = 1; at <= text.length; at++) {
    const follows =
      at < text.length && text.charCodeAt(at) - text.charCodeAt(at - 1) === 1 && isAlphanumeric(text, at);
    if (follows) length++;
    else {
      if (length >= 4) inside += length;
      length = 1;
    }
  }
  return text.length === 0 ? 0 : inside / text.length;
}

function isAlphanumeric(text: string, at: number): boolean {
  return /[a-z0-9]/.test(text[at]!);
}

function isRepeated(text: string): boolean {
  for (let period = 1; period <= text.length / 2 && period <= 32; period++) {
    let same = true;
    for (let at = period; at < text.length && same; at++) same = text[at] === text[at - period];
    if (same && text.length >= 8) return true;
  }
  return false;
}

/** True if most of a text is several words, set apart by hyphens, underscores, dots, blanks or capitals. */
export function isWordy(text: string): boolean {
  const pieces = text.split(/[^A-Za-z0-9]+/).filter((piece) => piece !== '');
  const letters = pieces.join('').length;
  const words = pieces.filter((piece) => /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(piece) && isWord(piece));
  if (words.length >= 2 && words.join('').length >= letters * 0.6) return true;
  // Random texts have digits anywhere, people number at the end; random capitals leave few whole words.
  if (!/^\D*\d{0,4}$/.test(text)) return false;
  const humps = (text.match(/[A-Z]?[a-z]{2,}/g) ?? []).filter(isWord);
  return humps.length >= 2 && humps.join('').length >= letters * 0.85;
}

function isWord(piece: string): boolean {
  return piece.length >= 3 && /[aeiouy]/i.test(piece);
}
