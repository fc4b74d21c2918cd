// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Fix } from './fix';
import { fix as repairsAddBackoffFix } from './repairs/addBackoff';
import { fix as repairsAddRetriesFix } from './repairs/addRetries';
import { fix as repairsBoundOwnLoopFix } from './repairs/boundOwnLoop';
import { fix as repairsDebugOffFix } from './repairs/debugOff';
import { fix as repairsDropPrivilegeFix } from './repairs/dropPrivilege';
import { fix as repairsIgnoreEnvFileFix } from './repairs/ignoreEnvFile';
import { fix as repairsMoveToEnvironmentFix } from './repairs/moveToEnvironment';
import { fix as repairsNarrowGrantFix } from './repairs/narrowGrant';
import { fix as repairsRemoveBypassFix } from './repairs/removeBypass';
import { fix as repairsRequireApprovalFix } from './repairs/requireApproval';
import { fix as repairsRestoreRetriesFix } from './repairs/restoreRetries';
import { fix as repairsSetDatabaseTimeoutFix } from './repairs/setDatabaseTimeout';
import { fix as repairsSetOutputCapFix } from './repairs/setOutputCap';
import { fix as repairsSetStepLimitFix } from './repairs/setStepLimit';
import { fix as repairsSetToolTimeoutFix } from './repairs/setToolTimeout';

export const fixes: readonly Fix[] = [
  repairsAddBackoffFix,
  repairsAddRetriesFix,
  repairsBoundOwnLoopFix,
  repairsDebugOffFix,
  repairsDropPrivilegeFix,
  repairsIgnoreEnvFileFix,
  repairsMoveToEnvironmentFix,
  repairsNarrowGrantFix,
  repairsRemoveBypassFix,
  repairsRequireApprovalFix,
  repairsRestoreRetriesFix,
  repairsSetDatabaseTimeoutFix,
  repairsSetOutputCapFix,
  repairsSetStepLimitFix,
  repairsSetToolTimeoutFix,
];
