// Markdown from text that others wrote: everything of the workspace becomes inert text or code.

/** Control and bidirectional characters, which can make text look like something else. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Inline code with a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim();
  if (flat === '') return '` `';
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Plain words in Markdown: nothing in them is markup, a link, an image or HTML. */
export function plain(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(INVISIBLE, '')
      .replace(/[\\`*_{}[\]#|<>~&]/g, '\\$&')
      // A list at the beginning, an address that would become a link by itself, an image.
      .replace(/^[-+]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
      .replace(/:(?=\/\/)|(?<=\bwww)\.|(?<=\w)@(?=\w)|!(?=\\\[)/gi, '\\$&')
  );
}

/** A message of ours in which names of the workspace stand in backticks: those stay code, the rest is plain. */
export function message(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('');
}

/** A fenced block of code of ours or of the workspace. */
export function block(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\r\n?/g, '\n').replace(/\n$/, '')}\n${fence}`;
}

/** A link with plain words; targets are URIs made by the program. */
export function link(text: string, target: string): string {
  return `[${plain(text)}](<${target.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}
