// Parts of a condition that let some requests past a check, whatever the check says.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { namesIn, valuesIn } from './control';
import { describe } from './describe';

/** Names of conditions that let some requests past. */
const EXCEPTION = /public|path|route|skip|allow|exempt|enabled|disabled|guest|flag|limiter|redis/i;
/** What of a request tells where it goes: `req.path`, `request.url.path`. */
const ADDRESS = /^(path|pathname|url|originalUrl|baseUrl|nextUrl|route|endpoint|method)$/;

/**
 * The part that may turn the check off: `process.env.LIMITS && !ok`, `!user && !isPublic`, `req.path === "/x" && over`.
 * Being in production counts as on.
 */
export function switchIn(module: ModuleSummary, condition: Value): string | undefined {
  if (condition.kind !== 'operation' || condition.operator !== '&&') return undefined;
  for (const operand of condition.operands) {
    const inner = switchIn(module, operand);
    if (inner !== undefined) return inner;
    if (operand.kind !== 'constant' && [...namesIn(module, operand)].some((name) => EXCEPTION.test(name)))
      return describe(module, operand);
    for (const value of valuesIn(module, operand)) {
      const byEnvironment = value.kind === 'env' && value.name !== 'NODE_ENV';
      if (byEnvironment || (value.kind === 'member' && ADDRESS.test(value.property)))
        return describe(module, operand);
    }
  }
  return undefined;
}
