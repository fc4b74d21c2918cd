// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Feature } from './feature';
import { feature as checklistFeature } from './checklist';
import { feature as childrenFeature } from './children';
import { feature as codeActionsFeature } from './codeActions';
import { feature as configurationFeature } from './configuration';
import { feature as diagnosticsFeature } from './diagnostics';
import { feature as explainFeature } from './explain';
import { feature as fileLogFeature } from './fileLog';
import { feature as fixFeature } from './fix';
import { feature as foldersFeature } from './folders';
import { feature as hoverFeature } from './hover';
import { feature as progressFeature } from './progress';
import { feature as repairNotesFeature } from './repairNotes';
import { feature as rescanFeature } from './rescan';
import { feature as stateFeature } from './state';
import { feature as textSyncFeature } from './textSync';
import { feature as watchingFeature } from './watching';

export const features: readonly Feature[] = [
  checklistFeature,
  childrenFeature,
  codeActionsFeature,
  configurationFeature,
  diagnosticsFeature,
  explainFeature,
  fileLogFeature,
  fixFeature,
  foldersFeature,
  hoverFeature,
  progressFeature,
  repairNotesFeature,
  rescanFeature,
  stateFeature,
  textSyncFeature,
  watchingFeature,
];
