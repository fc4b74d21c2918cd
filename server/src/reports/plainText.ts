// Texts of a workspace made harmless for terminals and JSON: nothing in them moves the cursor, reverses the line or is secret.

/** C0 without tab and line break, DEL, C1, bidi marks and overrides, invisible joiners, separators, tags. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

/** Tokens that no report needs. The shapes are those of credentials; what they stand in stays readable. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,100}:)[^\s/@]{1,200}@/gi, '$1***@'],
  [/\b(?:sk|pk|rk)[-_](?=[A-Za-z_-]{0,200}\d)[A-Za-z0-9_-]{16,}/g, '***'],
  [
    /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|hf_|gsk_|r8_|pplx-|npm_|lsv2_)[A-Za-z0-9_-]{10,}/g,
    '***',
  ],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, '***'],
  [/\bAIza[0-9A-Za-z_-]{30,}/g, '***'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)?/g, '***'],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}/g, '***'],
];

/** One line of text for a terminal: white space is one space, control and bidi characters are gone, credentials masked. */
export function toPlain(text: string): string {
  return maskCredentials(stripControls(text)).replace(/\s+/g, ' ').trim();
}

/** Removes control and bidi characters, keeps tabs and line breaks. */
export function stripControls(text: string): string {
  return text.replace(UNSAFE, '');
}

/** Findings and facts carry no secrets; this keeps one out that a constant in the workspace brings along. */
export function maskCredentials(text: string): string {
  return CREDENTIALS.reduce((masked, [shape, by]) => masked.replace(shape, by), text);
}

/** JSON of a value, two spaces deep, ending in a line break. Unsafe characters are escaped, so that nothing is lost. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, each) => (typeof each === 'string' ? maskCredentials(each) : each),
    2,
  );
  return `${text.replace(UNSAFE, escaped)}\n`;
}

function escaped(characters: string): string {
  return [...Array(characters.length).keys()]
    .map((at) => `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
