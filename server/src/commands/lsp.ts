// `airworthy lsp`: the language server for editors other than VS Code.
import type { Command } from './command';
import { UsageError } from './usageError';

export const command: Command = {
  name: 'lsp',
  usage: '--stdio',
  summary: 'Starts the language server.',
  options: [
    { name: 'stdio', help: 'speak over standard input and output' },
    // Editors add these by themselves.
    { name: 'clientProcessId', value: 'PID' },
  ],
  async run(given, ports) {
    if (!given.has('stdio'))
      throw new UsageError('the language server speaks over --stdio only: airworthy lsp --stdio');
    ports.startServer();
    return 0;
  },
};
