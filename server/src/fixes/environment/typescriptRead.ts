// Puts a read of an environment variable where a secret stands in TypeScript or JavaScript.
import type { EditRefusal } from '../../languages/edits/textEdit';
import type { Span } from '../../text/span';
import type { CodeFile } from '../codeFile';
import type { FixEdit, FixInput } from '../fix';
import { expressionAt } from '../options/expressionAt';
import { readAround, readLiteral, type TextValue, textAround, withoutFallback } from './literals';

/** `process.env.X`, where the type allows it to be absent; else with an empty fallback, which the provider refuses at the first request. */
export async function typescriptRead(
  input: FixInput,
  file: CodeFile,
  secret: Span,
  variable: string,
): Promise<readonly FixEdit[] | EditRefusal> {
  if (file.module.directives.includes('use client'))
    return { refused: 'this file runs in the browser, where an environment variable is no secret either' };
  const value = textAround(file.module, secret);
  const literal = value && readLiteral(file.text, value);
  if (!value || !literal) return { refused: 'the secret is not written as one string here' };
  const names = await input.list(input.inventory.projectOf(file.path));
  if (names.some((name) => /^wrangler\.(?:toml|jsonc?)$/.test(name))) {
    return {
      refused: `Workers read secrets from bindings: store it with \`wrangler secret put ${variable}\` and read it from \`env\``,
    };
  }
  const read = isDeno(file, names)
    ? `Deno.env.get(${file.style.string(variable)})`
    : `process.env.${variable}`;
  const whole = secret.start === literal.inner.start && secret.end === literal.inner.end;
  const already = whole ? readAround(file.module, value, variable) : undefined;
  if (already) {
    const rest = mayBeAbsent(file, already) ? withoutFallback(file.text, already, value) : undefined;
    // Without its fallback it would be no string where one is asked for.
    return [{ ...(rest ?? { ...literal.inner }), text: '', hides: true }];
  }
  if (literal.quote === '`') {
    if (!whole || value.kind === 'template')
      return [{ start: secret.start, end: secret.end, text: `\${${read}}`, hides: true }];
  } else if (!whole) return [intoTemplate(file.text, value, literal.inner, secret, read)];
  const code = mayBeAbsent(file, value)
    ? read
    : orEmpty(
        file,
        value,
        `${read} ?? ${literal.quote === '`' ? file.style.string('') : literal.quote.repeat(2)}`,
      );
  const isAttribute =
    file.module.calls.some(
      (call) => call.form === 'jsx' && call.start <= value.start && value.end <= call.end,
    ) && file.text[value.start - 1] === '=';
  return [{ start: value.start, end: value.end, text: isAttribute ? `{${code}}` : code, hides: true }];
}

function isDeno(file: CodeFile, names: readonly string[]): boolean {
  return (
    names.some((name) => /^deno\.jsonc?$/.test(name)) ||
    file.module.imports.some((one) => /^(?:jsr:|npm:|https:\/\/deno\.land\/)/.test(one.module))
  );
}

/** A client's own key option is optional, and JavaScript has no types. */
function mayBeAbsent(file: CodeFile, value: Span): boolean {
  if (/\.[cm]?jsx?$/.test(file.path)) return true;
  return file.context.matches.some(({ known, site }) =>
    (known.meaning.client?.apiKey ?? []).some((slot) => {
      const given =
        slot.from === 'argument' && slot.path.length > 0 ? expressionAt(site.call, slot) : undefined;
      return given?.start === value.start && given.end === value.end;
    }),
  );
}

/** Parentheses where the code stands among operators. */
function orEmpty(file: CodeFile, value: TextValue, code: string): string {
  const before = file.text.slice(0, value.start).trimEnd();
  return /(?:[=:(,[{;]|=>|\breturn)$/.test(before) &&
    /^\s*(?:[;,)\]}\r\n]|$)/.test(file.text.slice(value.end))
    ? code
    : `(${code})`;
}

function intoTemplate(text: string, value: TextValue, inner: Span, secret: Span, read: string): FixEdit {
  const escaped = (from: number, to: number): string => text.slice(from, to).replace(/`|\$\{/g, '\\$&');
  const code = `\`${escaped(inner.start, secret.start)}\${${read}}${escaped(secret.end, inner.end)}\``;
  return { start: value.start, end: value.end, text: code, hides: true };
}
