// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Operator } from '../operator';
import { operator as countOperator } from './count';
import { operator as existsOperator } from './exists';
import { operator as greaterThanOperator } from './greaterThan';
import { operator as inOperator } from './in';
import { operator as isOperator } from './is';
import { operator as listedInOperator } from './listedIn';
import { operator as matchesOperator } from './matches';
import { operator as reachesOperator } from './reaches';
import { operator as sameAsOperator } from './sameAs';
import { operator as sumOperator } from './sum';

export const operators: readonly Operator[] = [
  countOperator,
  existsOperator,
  greaterThanOperator,
  inOperator,
  isOperator,
  listedInOperator,
  matchesOperator,
  reachesOperator,
  sameAsOperator,
  sumOperator,
];
