// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Fix } from './fix';
import { fix as repairsAddBackoffFix } from './repairs/addBackoff';
import { fix as repairsAddRateLimitFix } from './repairs/addRateLimit';
import { fix as repairsAddRetriesFix } from './repairs/addRetries';
import { fix as repairsBoundOwnLoopFix } from './repairs/boundOwnLoop';
import { fix as repairsDebugOffFix } from './repairs/debugOff';
import { fix as repairsDeclareToolHintsFix } from './repairs/declareToolHints';
import { fix as repairsDropPrivilegeFix } from './repairs/dropPrivilege';
import { fix as repairsFilterServerToolsFix } from './repairs/filterServerTools';
import { fix as repairsGenericErrorMessageFix } from './repairs/genericErrorMessage';
import { fix as repairsHandleModelFailureFix } from './repairs/handleModelFailure';
import { fix as repairsIgnoreEnvFileFix } from './repairs/ignoreEnvFile';
import { fix as repairsListKnownToolsFix } from './repairs/listKnownTools';
import { fix as repairsMoveToEnvironmentFix } from './repairs/moveToEnvironment';
import { fix as repairsNarrowGrantFix } from './repairs/narrowGrant';
import { fix as repairsRemoveBypassFix } from './repairs/removeBypass';
import { fix as repairsRequireApprovalFix } from './repairs/requireApproval';
import { fix as repairsRestoreRetriesFix } from './repairs/restoreRetries';
import { fix as repairsSetDatabaseTimeoutFix } from './repairs/setDatabaseTimeout';
import { fix as repairsSetOutputCapFix } from './repairs/setOutputCap';
import { fix as repairsSetStepLimitFix } from './repairs/setStepLimit';
import { fix as repairsSetToolTimeoutFix } from './repairs/setToolTimeout';
import { fix as repairsTraceModelCallFix } from './repairs/traceModelCall';
import { fix as repairsTraceToolFix } from './repairs/traceTool';
import { fix as scaffoldsScaffoldToolTestFix } from './scaffolds/scaffoldToolTest';

export const fixes: readonly Fix[] = [
  repairsAddBackoffFix,
  repairsAddRateLimitFix,
  repairsAddRetriesFix,
  repairsBoundOwnLoopFix,
  repairsDebugOffFix,
  repairsDeclareToolHintsFix,
  repairsDropPrivilegeFix,
  repairsFilterServerToolsFix,
  repairsGenericErrorMessageFix,
  repairsHandleModelFailureFix,
  repairsIgnoreEnvFileFix,
  repairsListKnownToolsFix,
  repairsMoveToEnvironmentFix,
  repairsNarrowGrantFix,
  repairsRemoveBypassFix,
  repairsRequireApprovalFix,
  repairsRestoreRetriesFix,
  repairsSetDatabaseTimeoutFix,
  repairsSetOutputCapFix,
  repairsSetStepLimitFix,
  repairsSetToolTimeoutFix,
  repairsTraceModelCallFix,
  repairsTraceToolFix,
  scaffoldsScaffoldToolTestFix,
];
