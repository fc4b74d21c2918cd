// Instructions of a parsed Dockerfile to config maps.
import {
  Arg,
  type DockerfileParser,
  Env,
  From,
  type Instruction,
  ModifiableInstruction,
  type Property,
} from 'dockerfile-ast';
import type { Span } from '../../../text/span';
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { toDerivedEntry, toList, toMap, toScalar } from '../configSummary';
import { createOffsets } from './offsets';

type ToSpan = ReturnType<typeof createOffsets>;

/** Their arguments go to a shell, which fills in `${…}` when the container runs: the text is what it is. */
const SHELL_INSTRUCTIONS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'SHELL', 'ONBUILD']);

/**
 * `instruction` is in capitals; `arguments` is the text after it and its flags with continued lines joined, '' if
 * there is none; `flags` lists what begins with `--`; `stage` is the build stage's name, else its 0-based number; `variables` holds what ENV and ARG set, an ARG without
 * a value as null.
 */
export function toInstructions(file: ReturnType<typeof DockerfileParser.parse>, text: string): ConfigNode[] {
  const toSpan = createOffsets(text);
  let stages = 0;
  let stage: ConfigNode | undefined;
  return file.getInstructions().map((instruction) => {
    const keyword = instruction.getKeyword();
    const keywordSpan = toSpan(instruction.getInstructionRange());
    if (instruction instanceof From) stage = toStage(instruction, stages++, toSpan);
    const entries = [
      toDerivedEntry('instruction', toScalar(keyword, keywordSpan)),
      toDerivedEntry('arguments', toArguments(instruction, keyword, keywordSpan.end, toSpan)),
    ];
    const flags = flagsOf(instruction, toSpan);
    if (flags) entries.push(toDerivedEntry('flags', flags));
    if (stage) entries.push(toDerivedEntry('stage', stage));
    const variables = variablesOf(instruction, toSpan);
    if (variables) entries.push(toDerivedEntry('variables', variables));
    return toMap(entries, toSpan(instruction.getRange()));
  });
}

function toStage(from: From, number: number, toSpan: ToSpan): ConfigNode {
  const range = from.getBuildStageRange();
  const name = from.getBuildStage();
  return range && name ? toScalar(name, toSpan(range)) : toScalar(number, toSpan(from.getRange()));
}

function toArguments(instruction: Instruction, keyword: string, end: number, toSpan: ToSpan): ConfigNode {
  const range = instruction.getArgumentsRange();
  const value = instruction.getArgumentsContent() ?? '';
  const span = range ? toSpan(range) : { start: end, end };
  if (SHELL_INSTRUCTIONS.has(keyword)) return { kind: 'scalar', value, ...span };
  return toScalar(value, span);
}

function flagsOf(instruction: Instruction, toSpan: ToSpan): ConfigNode | undefined {
  if (!(instruction instanceof ModifiableInstruction)) return undefined;
  const flags = instruction.getFlags().map((flag) => toScalar(flag.toString(), toSpan(flag.getRange())));
  if (flags.length === 0) return undefined;
  return toList(flags, { start: flags[0]!.start, end: flags.at(-1)!.end });
}

function variablesOf(instruction: Instruction, toSpan: ToSpan): ConfigNode | undefined {
  const properties = propertiesOf(instruction);
  if (properties.length === 0) return undefined;
  const entries = properties.map((property) => toVariable(property, toSpan));
  return toMap(entries, { start: entries[0]!.keySpan.start, end: entries.at(-1)!.value.end });
}

function propertiesOf(instruction: Instruction): Property[] {
  if (instruction instanceof Env) return instruction.getProperties();
  if (!(instruction instanceof Arg)) return [];
  const property = instruction.getProperty();
  return property ? [property] : [];
}

function toVariable(property: Property, toSpan: ToSpan): ConfigEntry {
  const keySpan = toSpan(property.getNameRange());
  const range = property.getValueRange();
  const span: Span = range ? toSpan(range) : { start: keySpan.end, end: keySpan.end };
  return { key: property.getName(), keySpan, value: toScalar(property.getValue(), span) };
}
