// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Fix } from './fix';
import { fix as repairsAddBackoffFix } from './repairs/addBackoff';
import { fix as repairsAddRetriesFix } from './repairs/addRetries';
import { fix as repairsRestoreRetriesFix } from './repairs/restoreRetries';
import { fix as repairsSetDatabaseTimeoutFix } from './repairs/setDatabaseTimeout';
import { fix as repairsSetOutputCapFix } from './repairs/setOutputCap';
import { fix as repairsSetToolTimeoutFix } from './repairs/setToolTimeout';

export const fixes: readonly Fix[] = [
  repairsAddBackoffFix,
  repairsAddRetriesFix,
  repairsRestoreRetriesFix,
  repairsSetDatabaseTimeoutFix,
  repairsSetOutputCapFix,
  repairsSetToolTimeoutFix,
];
