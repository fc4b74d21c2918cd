// Puts a read of an environment variable where a secret stands in Python: os.environ, or nothing at all in a settings class.
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { ensurePythonImports } from '../../languages/python/edits/ensureImports';
import type { ClassField, ClassSummary, ModuleSummary } from '../../languages/summary/module';
import { contains, type Span } from '../../text/span';
import type { CodeFile } from '../codeFile';
import type { FixEdit } from '../fix';
import { readAround, readLiteral, type TextValue, textAround, withoutFallback } from './literals';

/** The edits that let Python read the variable in place of the secret. */
export function pythonRead(file: CodeFile, secret: Span, variable: string): readonly FixEdit[] | EditRefusal {
  const field = settingsFieldAt(file.module, secret);
  if (field?.annotation && field.value) {
    return [{ start: field.annotation.end, end: field.value.end, text: '', hides: true }];
  }
  const value = textAround(file.module, secret);
  const literal = value && readLiteral(file.text, value);
  if (!value || !literal) return { refused: 'the secret is not written as one string here' };
  if (literal.prefix.includes('b')) return { refused: 'the secret is written as bytes here' };
  const whole = secret.start === literal.inner.start && secret.end === literal.inner.end;
  const already = whole ? readAround(file.module, value, variable) : undefined;
  const rest = already && withoutFallback(file.text, already, value);
  if (rest) return [{ ...rest, text: '', hides: true }];
  const environ = environOf(file);
  if (isRefusal(environ)) return environ;
  if (whole) {
    const read = `${environ.name}[${file.style.string(variable)}]`;
    return [...environ.edits, { start: value.start, end: value.end, text: read, hides: true }];
  }
  return [
    ...environ.edits,
    intoFormatted(
      file.text,
      value,
      literal,
      secret,
      `${environ.name}[${otherQuote(literal.quote)}${variable}${otherQuote(literal.quote)}]`,
    ),
  ];
}

/** The variable a settings class reads a field from; undefined if the secret is no field of one. */
export function settingsVariable(module: ModuleSummary, secret: Span): string | undefined {
  const field = settingsFieldAt(module, secret);
  const owner = field && module.classes.find((one) => one.fields.includes(field));
  if (!field?.annotation || !owner) return undefined;
  return (prefixOf(module, owner) + field.name).toUpperCase();
}

function settingsFieldAt(module: ModuleSummary, secret: Span): ClassField | undefined {
  for (const one of module.classes) {
    const isSettings = one.bases.some(
      (base) =>
        (base.kind === 'reference' ? base.name : base.kind === 'member' ? base.property : '') ===
        'BaseSettings',
    );
    if (!isSettings) continue;
    const field = one.fields.find((each) => each.value?.kind === 'constant' && contains(each.value, secret));
    if (field) return field;
  }
  return undefined;
}

function prefixOf(module: ModuleSummary, owner: ClassSummary): string {
  const config = owner.fields.find((field) => field.name === 'model_config')?.value;
  const given =
    config?.kind === 'call'
      ? module.calls[config.call]?.arguments.find((argument) => argument.name === 'env_prefix')?.value
      : undefined;
  return given?.kind === 'constant' && typeof given.value === 'string' ? given.value : '';
}

function environOf(file: CodeFile): { name: string; edits: readonly FixEdit[] } | EditRefusal {
  const bound = file.module.imports.find(
    (one) => one.module === 'os' && one.imported === 'environ' && one.function === 0,
  );
  if (bound) return { name: bound.local, edits: [] };
  const imports = ensurePythonImports(file.module, file.text, [{ module: 'os', name: '*' }]);
  return isRefusal(imports) ? imports : { name: `${imports.locals[0]}.environ`, edits: imports.edits };
}

function otherQuote(quote: string): string {
  return quote.startsWith('"') ? "'" : '"';
}

function intoFormatted(
  text: string,
  value: TextValue,
  literal: NonNullable<ReturnType<typeof readLiteral>>,
  secret: Span,
  read: string,
): FixEdit {
  const formatted = literal.prefix.includes('f');
  const plain = (from: number, to: number): string =>
    formatted ? text.slice(from, to) : text.slice(from, to).replace(/[{}]/g, '$&$&');
  const { inner, quote, prefix } = literal;
  const code = `${formatted ? prefix : `${prefix.replace('u', '')}f`}${quote}${plain(inner.start, secret.start)}{${read}}${plain(secret.end, inner.end)}${quote}`;
  return { start: value.start, end: value.end, text: code, hides: true };
}
