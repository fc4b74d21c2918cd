// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Report } from './report';
import { report as checkJsonReport } from './checkJson';
import { report as checkTextReport } from './checkText';
import { report as inventoryJsonReport } from './inventoryJson';
import { report as inventoryTableReport } from './inventoryTable';

export const reports: readonly Report[] = [
  checkJsonReport,
  checkTextReport,
  inventoryJsonReport,
  inventoryTableReport,
];
