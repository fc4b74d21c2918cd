// Small files of every language, spoiled at random and always the same way for one seed.

const PIECES = [
  ...['(', ')', '[', ']', '{', '}', '<', '>', '"', "'", '`', '"""', "'''", '${', '#', '//', '/*', '*/'],
  ...['\0', '\ud83d', '\udc00', '😀', '\ufeff', '\u2028', '\r', '\r\n', '\n', '\t', '    ', '\\', '\\\n'],
  ...[':', ',', ';', '=', '=>', '...', '**', '@', '.', '-', '- ', '&a ', '*a', '<<: *a', '---\n', '|', '>'],
  ...[
    'async ',
    'await ',
    'class ',
    'def ',
    'return ',
    'import ',
    'from ',
    'lambda ',
    'export default ',
    '{{',
    '}}',
  ],
  ...['FROM ', 'RUN <<EOF\n', '[[', ']]', '= =', '1e999', '-0', '__proto__', 'constructor', 'toString'],
];

/** One to six changes: cut, double, swap, insert, nest. */
export function mutate(text: string, random: () => number): string {
  let result = text;
  const below = (limit: number): number => Math.floor(random() * limit);
  const span = (): [number, number] => {
    const start = below(result.length + 1);
    return [start, Math.min(result.length, start + below(40))];
  };
  for (let changes = 1 + below(6); changes > 0; changes--) {
    const [start, end] = span();
    const [from, to] = span();
    const part = result.slice(start, end);
    const put = (inserted: string, until = end): void => {
      result = result.slice(0, start) + inserted + result.slice(until);
    };
    const piece = PIECES[below(PIECES.length)]!;
    [
      () => put(''),
      () => put('', result.length),
      () => put(part + part),
      () => put(result.slice(from, to)),
      () => put(piece, start),
      () => put(piece),
      () => put(piece.repeat(1 + below(30)), start),
      () => put(result.slice(from, to) + part),
    ][below(8)]!();
  }
  return result;
}
