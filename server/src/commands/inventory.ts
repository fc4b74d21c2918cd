// `airworthy inventory`: what agents, calls, tools and endpoints a folder holds. Judges nothing.
import { faultLines } from '../reports/filesText';
import { plainStyle } from '../reports/style';
import { dateFrom, locateTarget, TODAY, withAnalysis } from './analyse';
import type { Command } from './command';
import { deliver, reportFor } from './outputFormat';
import { selectPaths } from './selectPaths';

export const command: Command = {
  name: 'inventory',
  usage: '[path…] [options]',
  summary: 'Lists the agents, model calls, tools and endpoints of a folder, and what is known of each.',
  options: [
    { name: 'format', value: 'FORMAT', help: 'table (default) or json' },
    { name: 'output', value: 'FILE', help: 'write the report to a file' },
    TODAY,
    { name: 'quiet', help: 'no progress' },
    { name: 'no-cache', help: 'read and parse everything anew' },
  ],
  async run(given, ports) {
    const report = reportFor('inventory', given.text('format') ?? 'table');
    const today = dateFrom(given, ports);
    const output = given.text('output');
    const target = await locateTarget(given.words, ports);
    return withAnalysis(
      { target, today, quiet: given.has('quiet'), cache: !given.has('no-cache') },
      ports,
      async (analysis) => {
        const text = report.render(selectPaths(analysis, target.paths), {
          tool: ports.tool,
          style: output === undefined ? ports.style : plainStyle,
          detail: given.has('verbose') ? 'verbose' : 'normal',
        });
        await deliver(text, output, ports);
        if (report.format !== 'table' || output !== undefined)
          for (const line of faultLines(analysis)) ports.writeError(`${line}\n`);
        return 0 as const;
      },
    );
  },
};
