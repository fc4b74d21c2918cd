// The grade of an SQL statement from its text: the verb, whether it is keyed, whether values are spliced in.
import type { EffectSite } from '../moduleFacts';
import type { Abstract } from '../resolve/abstract';

/** Undefined where the text is not known. */
export function gradeSql(value: Abstract): EffectSite['grade'] | undefined {
  if (value.kind === 'constant' && typeof value.value === 'string') return gradeOfText(value.value);
  if (value.kind !== 'text') return undefined;
  const text = value.parts
    .map((part) => (typeof part === 'string' ? part : part.kind === 'constant' ? String(part.value) : ' ? '))
    .join('');
  const spliced = value.parts.some((part) => typeof part !== 'string' && part.kind !== 'constant');
  const grade = gradeOfText(text);
  // A value spliced into a write can widen it to anything.
  return spliced && grade !== 'read' ? 'write-external' : grade;
}

function gradeOfText(text: string): EffectSite['grade'] {
  const statement = text
    .replace(/--[^\n]*/g, ' ')
    .trim()
    .toLowerCase();
  if (/^(select|with\b(?!.*\b(insert|update|delete)\b)|explain|show|describe|pragma)\b/s.test(statement))
    return 'read';
  if (/^(drop|truncate|alter|grant|revoke|delete)\b/.test(statement)) return 'write-external';
  if (/^update\b/.test(statement)) return /\bwhere\b/.test(statement) ? 'write-own' : 'write-external';
  if (/^(insert|create|replace|merge|begin|commit|rollback|set|vacuum|listen|notify)\b/.test(statement))
    return 'write-own';
  return 'unknown';
}
