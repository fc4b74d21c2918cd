// The report a command was asked for, and where it goes.
import { resolve } from 'node:path';
import { reports } from '../reports/index.generated';
import type { Report } from '../reports/report';
import type { CommandPorts } from './command';
import { UsageError } from './usageError';

/** Formats that are promised and not built yet. */
const LATER: Readonly<Record<Report['of'], readonly string[]>> = {
  check: ['sarif', 'markdown', 'html', 'github'],
  inventory: ['cyclonedx'],
};

/** The report of that name. Throws UsageError. */
export function reportFor(of: Report['of'], format: string): Report {
  const found = reports.find((each) => each.of === of && each.format === format);
  if (found) return found;
  if (LATER[of].includes(format)) throw new UsageError(`--format ${format} is not available yet`);
  throw new UsageError(`--format takes ${formatsOf(of).join(' or ')}, not "${format}"`);
}

/** The formats there are, the one for people first. */
export function formatsOf(of: Report['of']): readonly string[] {
  const own = reports.filter((each) => each.of === of);
  const forPeople = (each: Report): number => (each.extension === 'txt' ? 0 : 1);
  return own.sort((a, b) => forPeople(a) - forPeople(b)).map(({ format }) => format);
}

/** Writes a report to the file of `--output`, relative to the working directory, or to the standard output. */
export async function deliver(text: string, output: string | undefined, ports: CommandPorts): Promise<void> {
  if (output === undefined) ports.write(text);
  else await ports.writer.writeAll([{ path: resolve(ports.cwd, output), content: text }]);
}
