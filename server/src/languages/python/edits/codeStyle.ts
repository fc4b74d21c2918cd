// How Python writes options: `"key": value`, `{"a": 1}`, True and False.
import { type CodeStyle, groupedNumber, quoted, usualQuote } from '../../edits/codeStyle';

/** The style of a file: its quotes are those most of its strings use. */
export function pythonStyle(text: string): CodeStyle {
  const quote = usualQuote(text, '"');
  const string = (value: string): string => quoted(value, quote);
  return {
    comments: 'hash',
    spaced: false,
    entry: (key, value) => `${string(key)}: ${value}`,
    object: (entries) => `{${entries.join(', ')}}`,
    list: (items) => `[${items.join(', ')}]`,
    string,
    number: groupedNumber,
    true: 'True',
    false: 'False',
    absent: undefined,
  };
}
