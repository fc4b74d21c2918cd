// Lets the tracer of the project see a model call: the SDK's telemetry option, or the client wrapped or patched by the tracer's own helper.

import type { Layer } from '../../inventory/linking/match/layers';
import { outerLayers } from '../../inventory/linking/match/layers';
import type { Match } from '../../inventory/linking/match/match';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { openCode, withImports } from '../codeFile';
import { dependencyEdits } from '../dependencies/dependencyEdits';
import { inFile, joined } from '../fileEdits';
import type { FileEdit, Fix, FixInput, FixOutcome } from '../fix';
import { matchesAt } from '../matchAt';
import { setOption } from '../options/setOption';
import { versionAnswer } from '../options/writtenOption';
import { dropIn } from '../tracing/dropIn';
import { clientWrapper, tracersOf } from '../tracing/tracingHelper';

const ANNOTATION = 'Shows this call in the traces';

export const fix: Fix = {
  id: 'trace-model-call',
  safety: 'confirm',
  title: () => 'Let the tracer see this call',
  async offer(input) {
    const context = input.module(input.finding.place.path);
    const match = context && matchesAt(context, input.finding.place)[0];
    if (!context || !match) return { refused: 'no model call or client is known at this place' };
    if (match.known.meaning.settings?.telemetry?.slots.length) return byOption(input, match);
    return wrapClient(input, clientOf(context.evaluator, match));
  },
};

async function byOption(input: FixInput, match: Match): Promise<FixOutcome> {
  if (match.known.pack === 'ai-sdk' && versionAnswer(input, match, '<7') !== 'yes') {
    return {
      refused:
        'from version 7 on the AI SDK traces every call once `registerTelemetry(…)` has run: call it where the tracer is started',
    };
  }
  const done = await setOption(input, 'telemetry', true);
  if (isRefusal(done)) return done;
  return {
    title: `Switch the telemetry of this call on${done.where}`,
    edits: done.edits,
    annotation: ANNOTATION,
  };
}

/** The client a call goes through; the match itself if it makes one. */
function clientOf(
  evaluator: NonNullable<ReturnType<FixInput['module']>>['evaluator'],
  match: Match,
): Layer | undefined {
  let layers: readonly Layer[] = [match];
  for (let depth = 0; depth < 4 && layers.length > 0; depth++) {
    const client = layers.find((one) => one.known.meaning.client);
    if (client) return client;
    layers = layers.flatMap((one) => outerLayers(evaluator, one).flatMap((group) => group.layers));
  }
  return undefined;
}

async function wrapClient(input: FixInput, client: Layer | undefined): Promise<FixOutcome> {
  if (!client) return { refused: 'the client this call goes through is not made in this workspace' };
  const { call, module } = client.site;
  const wrapper = tracersOf(input)
    .map((product) => clientWrapper(input.catalog, product, module.language, client.known.pack))
    .find((one) => one !== undefined);
  const file = await openCode(input, module.path);
  if (isRefusal(file)) return file;
  if (!wrapper) {
    const swapped = dropIn(input.catalog, tracersOf(input), file, client) ?? {
      refused:
        'the tracer of this project has no helper for this client: add its instrumentation where the tracer is started',
    };
    return isRefusal(swapped)
      ? swapped
      : {
          title: `Import the client from the tracer${where(input, module.path)}`,
          edits: swapped,
          annotation: ANNOTATION,
        };
  }
  const edits: readonly FileEdit[] | EditRefusal = withImports(
    file,
    [{ module: wrapper.module, name: wrapper.name }],
    ([wrap]) =>
      inFile(file.path, [
        { start: call.start, end: call.start, text: `${wrap}(` },
        { start: call.end, end: call.end, text: ')' },
      ]),
  );
  if (isRefusal(edits)) return edits;
  const dependency = wrapper.dependency
    ? await dependencyEdits(input, module.language, [wrapper.dependency])
    : { edits: [], notes: [] };
  if (isRefusal(dependency)) return dependency;
  return {
    title: `Wrap the client${where(input, module.path)} with ${wrapper.name}`,
    edits: joined([dependency.edits, edits]),
    annotation: ANNOTATION,
    notes: dependency.notes,
  };
}

function where(input: FixInput, path: string): string {
  return path === input.finding.place.path ? '' : ` in ${path}`;
}
