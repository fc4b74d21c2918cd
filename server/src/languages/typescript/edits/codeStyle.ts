// How TypeScript and JavaScript write options: `key: value`, `{ a: 1 }`, undefined for an argument left out.
import { type CodeStyle, groupedNumber, quoted, usualQuote } from '../../edits/codeStyle';

const NAME = /^[A-Za-z_$][\w$]*$/;

/** The style of a file: its quotes are those most of its strings use. */
export function typescriptStyle(text: string): CodeStyle {
  const quote = usualQuote(text, "'");
  const string = (value: string): string => quoted(value, quote);
  return {
    comments: 'slash',
    spaced: true,
    entry: (key, value) => `${NAME.test(key) ? key : string(key)}: ${value}`,
    object: (entries) => `{ ${entries.join(', ')} }`,
    list: (items) => `[${items.join(', ')}]`,
    string,
    number: groupedNumber,
    true: 'true',
    false: 'false',
    absent: 'undefined',
  };
}

/** `;` or nothing, as the file ends its statements. */
export function statementEnd(text: string): string {
  const withSemicolon = text.match(/;[ \t]*$/gm)?.length ?? 0;
  const without = text.match(/^[^\s/*].*[)'"\w][ \t]*$/gm)?.length ?? 0;
  return without > withSemicolon ? '' : ';';
}
