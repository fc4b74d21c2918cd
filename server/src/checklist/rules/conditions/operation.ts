// Operators applied to a reading: finding the one an object names, checking it against what can stand there, and testing.
import { z } from 'zod';
import { impossibleWords, type PathShape, parseAttributePath } from '../attributePath';
import { type Moment, OperandError, type Operator, type Test } from '../operator';
import { operators } from '../operators/index.generated';
import type { Reading } from '../subjectView';
import { unknownBecause, type Verdict } from '../truth';
import type { Keys, Scope } from './condition';

const BY_NAME: ReadonlyMap<string, Operator> = new Map(operators.map((each) => [each.name, each]));

export const OPERATOR_NAMES: readonly string[] = [...BY_NAME.keys()];

/** A compiled operator with its operand. */
export type Operation = (reading: Reading, moment: Moment) => Verdict;

/** Compiles `{<operator>: operand}`. Reports and returns undefined if it is none. `shapes`: what can stand at the place read. */
export function compileOperation(
  raw: Readonly<Record<string, unknown>>,
  keys: Keys,
  shapes: readonly PathShape[],
  scope: Scope,
): Operation | undefined {
  const [name, second] = Object.keys(raw);
  const operator = name === undefined ? undefined : BY_NAME.get(name);
  if (name === undefined || !operator || second !== undefined) {
    const wrong = Object.keys(raw).find((key) => !BY_NAME.has(key));
    scope.report(
      wrong === undefined ? keys : [...keys, wrong],
      wrong === undefined ? 'needs exactly one operator' : `unknown operator "${wrong}"`,
    );
    return undefined;
  }
  const operand = operator.schema.safeParse(raw[name]);
  if (!operand.success) {
    scope.report([...keys, name], z.prettifyError(operand.error).replaceAll('\n', ' '));
    return undefined;
  }
  checkShapes(operator, operand.data, shapes, (message) => scope.report([...keys, name], message));
  try {
    return operation(operator.compile(operand.data, scope.loading), operator.name);
  } catch (error) {
    if (!(error instanceof OperandError)) throw error;
    scope.report([...keys, name], error.message);
    return undefined;
  }
}

function checkShapes(
  operator: Operator,
  operand: unknown,
  shapes: readonly PathShape[],
  report: (message: string) => void,
): void {
  for (const shape of shapes) {
    if (operator.needs === 'number' && !shape.words?.includes('number'))
      report('what is read here is never a number');
    if (operator.needs === 'list' && !shape.list) report('what is read here is never a list');
  }
  const constants = operator.constants?.(operand) ?? [];
  const possible = shapes.map((shape) => new Set(impossibleWords(shape, constants)));
  for (const constant of constants) {
    if (shapes.length > 0 && possible.every((impossible) => impossible.has(constant)))
      report(`${JSON.stringify(constant)} never stands here`);
  }
}

function operation(test: Test, name: string): Operation {
  return (reading, moment) => {
    if (!reading.known) return unknownBecause(reading.blockers);
    const truth = test(reading.value, moment, (path) => readOther(path, moment));
    const evidence = reading.place;
    // What a partial list lacks could still make a positive test true; only `exists` is settled by what is there.
    if (reading.partial && truth === false && name !== 'exists') return unknownBecause(reading.partial);
    if (truth === 'unknown') {
      const place = reading.place ?? moment.view.place;
      return unknownBecause(reading.partial ?? [{ why: 'a part of it cannot be told', place }]);
    }
    return { truth, evidence, because: reading.because, blockers: [] };
  };
}

function readOther(text: string, moment: Moment): Reading {
  const path = parseAttributePath(text);
  return path ? moment.view.read(path) : { known: false, blockers: [] };
}
