// A value in a few words, for "only if …" in reasons. Never the value of a secret: constants are shown as far as they are words or numbers.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';

const MAX_LENGTH = 80;

/** A condition as it may have been written. */
export function describe(module: ModuleSummary, value: Value): string {
  const text = print(module, value, 0);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

function print(module: ModuleSummary, value: Value, depth: number): string {
  if (depth > 6) return '…';
  const inner = (one: Value): string => print(module, one, depth + 1);
  switch (value.kind) {
    case 'reference':
      return value.name;
    case 'member':
      return `${inner(value.object)}.${value.property}`;
    case 'self':
      return 'this';
    case 'env':
      return value.name;
    case 'constant':
      return typeof value.value === 'string'
        ? /^[\w .-]{0,24}$/.test(value.value)
          ? `"${value.value}"`
          : '"…"'
        : String(value.value);
    case 'call':
      return `${inner(module.calls[value.call]?.callee ?? { kind: 'unknown', why: '', start: 0, end: 0 })}(…)`;
    case 'index':
      return `${inner(value.object)}[…]`;
    case 'oneOf':
      return value.options.map(inner).join(' or ');
    case 'operation':
      if (value.operands.length === 1)
        return `${value.operator === '!' ? 'not ' : `${value.operator} `}${inner(value.operands[0]!)}`;
      return value.operands.map(inner).join(` ${value.operator === '&&' ? 'and' : value.operator} `);
    default:
      return '…';
  }
}
