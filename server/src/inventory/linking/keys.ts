// The parts of keys: `path#function`, `path@start`, `path!class`. A path may itself hold any of these signs, so keys are read from their end.
import type { DefinitionKey, FunctionKey } from './moduleFacts';

const END = /[@#!](\d+)(?:-\d+)?(?:\*\w*)?$/;

/** The path a key begins with. */
export function pathOfKey(key: DefinitionKey | FunctionKey): string {
  return key.replace(END, '');
}

/** The number at the end of a key: function, offset or class. */
export function numberOfKey(key: DefinitionKey | FunctionKey): number {
  return Number(END.exec(key)?.[1] ?? Number.NaN);
}

/** The sign that tells what a key is of. */
export function signOfKey(key: DefinitionKey | FunctionKey): '@' | '#' | '!' | undefined {
  const sign = END.exec(key)?.[0][0];
  return sign === '@' || sign === '#' || sign === '!' ? sign : undefined;
}
