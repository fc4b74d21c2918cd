// `reaches`: the links at hand (`attr: links.calls`) lead, directly or through other facts, to a subject of this name.
import { z } from 'zod';
import { OperandError, type Operator } from '../operator';
import type { Truth } from '../truth';

export const operator: Operator<string> = {
  name: 'reaches',
  schema: z.string().min(1),
  needs: 'list',
  compile: (operand, loading) => {
    if (!loading.subjects.has(operand)) throw new OperandError(`unknown subject "${operand}"`);
    return (actual, moment) => {
      const queue = Array.isArray(actual) ? actual.filter((id) => typeof id === 'string') : [];
      const seen = new Set<string>(queue);
      let answer: Truth = false;
      for (const id of queue) {
        const fact = moment.world.fact(id);
        if (!fact) continue;
        const { truth } = moment.world.isA(moment, operand, fact);
        if (truth === true) return true;
        if (truth === 'unknown') answer = 'unknown';
        for (const next of Object.values(fact.links).flat()) {
          if (!seen.has(next)) queue.push(next);
          seen.add(next);
        }
      }
      return answer;
    };
  },
};
