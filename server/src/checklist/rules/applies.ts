// When a facet applies: `{exists}`, `{count}`, `{product}`, `{attested: true}` and their combinations, asked of an app.
import { z } from 'zod';
import { isRecord, type Keys, type Scope } from './conditions/condition';
import { compileProduct } from './conditions/product';
import type { Applies } from './rule';
import { every, negate, some, unknownBecause, verdict } from './truth';

const countSchema = z.strictObject({ subject: z.string(), atLeast: z.number().int().min(1) });

/** Compiles an `applies`. Faults are reported; the facet then always applies. */
export function compileApplies(raw: unknown, keys: Keys, scope: Scope): Applies {
  const [form, ...more] = isRecord(raw) ? Object.keys(raw) : [];
  const operand = isRecord(raw) && form !== undefined ? raw[form] : undefined;
  const here = [...keys, form ?? ''];
  if (more.length === 0) {
    if (form === 'exists') return counted(operand, 1, here, scope);
    if (form === 'count') {
      const parsed = countSchema.safeParse(operand);
      if (parsed.success) return counted(parsed.data.subject, parsed.data.atLeast, here, scope);
    }
    if (form === 'product') {
      const condition = compileProduct(operand, here, scope);
      return (question) => question.product(condition);
    }
    if (form === 'attested' && operand === true) return (question) => verdict(question.attested);
    if (form === 'not') {
      const inner = compileApplies(operand, here, scope);
      return (question) => negate(inner(question));
    }
    if ((form === 'all' || form === 'any') && Array.isArray(operand) && operand.length > 0) {
      const members = operand.map((each, at) => compileApplies(each, [...here, at], scope));
      const join = form === 'all' ? every : some;
      return (question) => join(members.map((member) => member(question)));
    }
  }
  scope.report(keys, 'is no condition for when a facet applies');
  return () => verdict(true);
}

function counted(subject: unknown, atLeast: number, keys: Keys, scope: Scope): Applies {
  if (typeof subject !== 'string' || !scope.loading.subjects.has(subject)) {
    scope.report(keys, `unknown subject ${JSON.stringify(subject)}`);
    return () => verdict(true);
  }
  return (question) => {
    const { sure, possible } = question.count(subject);
    if (sure >= atLeast) return verdict(true);
    return possible >= atLeast ? unknownBecause([]) : verdict(false);
  };
}
