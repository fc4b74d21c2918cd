// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Command } from './command';
import { command as checkCommand } from './check';
import { command as explainCommand } from './explain';
import { command as fixCommand } from './fix';
import { command as initCommand } from './init';
import { command as inventoryCommand } from './inventory';
import { command as lspCommand } from './lsp';

export const commands: readonly Command[] = [
  checkCommand,
  explainCommand,
  fixCommand,
  initCommand,
  inventoryCommand,
  lspCommand,
];
