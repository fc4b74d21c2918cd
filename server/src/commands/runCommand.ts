// From the words of the command line to an exit code: finds the subcommand, answers help and version, tells errors.
import { toPlain } from '../reports/plainText';
import { describeException, traceOf } from '../text/describeException';
import { nearest } from '../text/nearest';
import { FileWriteError } from '../workspace/fileWriter';
import { FileReadError } from '../workspace/ports';
import type { Command, CommandPorts, ExitCode } from './command';
import { commandHelp, generalHelp } from './help';
import { commands } from './index.generated';
import { parseArguments } from './parseArguments';
import { UsageError } from './usageError';

/** Runs `airworthy <words…>`. Never throws: an error is one line, and exit code 2. */
export async function runCommand(
  words: readonly string[],
  ports: CommandPorts,
  known: readonly Command[] = commands,
): Promise<ExitCode> {
  try {
    return await dispatch(words, ports, known);
  } catch (error) {
    ports.progress?.clear();
    ports.writeError(`${ports.tool.name}: ${toLine(error)}\n`);
    if (words.includes('--verbose') && !(error instanceof UsageError))
      ports.writeError(`${traceOf(error)}\n`);
    return 2;
  }
}

async function dispatch(
  words: readonly string[],
  ports: CommandPorts,
  known: readonly Command[],
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === '--version' || name === '-v') {
    ports.write(`${ports.tool.version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h') {
    ports.write(generalHelp(known));
    return 0;
  }
  const command = known.find((each) => each.name === name);
  if (!command) throw new UsageError(unknownCommand(name, known));
  const given = parseArguments(rest, command.options);
  if (given.has('help')) {
    ports.write(commandHelp(command));
    return 0;
  }
  return command.run(given, ports);
}

function unknownCommand(name: string | undefined, known: readonly Command[]): string {
  if (name === undefined) return 'which command? "airworthy --help" lists them';
  if (name.startsWith('-')) return `unknown option "${name}"; "airworthy --help" lists the commands`;
  const meant = nearest(
    name,
    known.map((each) => each.name),
  );
  return `there is no command "${name}"${meant ? `; did you mean "${meant}"?` : '; "airworthy --help" lists them'}`;
}

function toLine(error: unknown): string {
  if (error instanceof FileReadError) return toPlain(`${error.path}: ${error.why}`);
  if (error instanceof UsageError || error instanceof FileWriteError) return toPlain(error.message);
  return toPlain(`internal error: ${describeException(error)}`);
}
