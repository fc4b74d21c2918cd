// Caps the output of a model call, with the option of its SDK and model family.
import type { Slot } from '../../catalog/slots';
import { type Layer, outerLayers } from '../../inventory/linking/match/layers';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { isRefusal } from '../../languages/edits/textEdit';
import type { Fix, FixInput } from '../fix';
import { type Preferences, setOption } from '../options/setOption';
import { lastKey } from '../options/writtenOption';

export const fix: Fix = {
  id: 'set-output-cap',
  safety: 'confirm',
  title: (input) => `Cap the output at ${input.number('outputCap')} tokens`,
  async offer(input) {
    const cap = input.number('outputCap');
    const done = await setOption(input, 'maxTokens', cap, preferences(input));
    if (isRefusal(done)) return done;
    if (done.renamed)
      return {
        title: `Rename ${done.renamed} to ${done.option}${done.where}`,
        edits: done.edits,
        annotation: 'The installed version does not read the old name, so there is no cap',
      };
    return {
      title: `Set ${done.option} to ${cap}${done.where}`,
      edits: done.edits,
      annotation: 'Bounds what one answer can cost and how long it can take',
      notes: [
        `An answer that needs more than ${cap} tokens is cut off; reasoning models count their thinking too.`,
      ],
    };
  },
};

function preferences(input: FixInput): Preferences {
  return {
    renames: true,
    // The call options of LangChain's TypeScript classes are typed without a cap.
    refusal: ({ known, site }) =>
      known.pack.startsWith('langchain') && !known.meaning.client && site.module.language === 'typescript'
        ? { refused: 'the cap is set where the model is made, and where that is cannot be followed' }
        : undefined,
    // LangChain hands call options through to the provider unchecked; the model's own constructor knows its name.
    layer: (layer) => (layer.known.pack.startsWith('langchain') && layer.known.meaning.client ? -1 : 0),
    // Servers that speak the OpenAI protocol under another address know the older name.
    slot: (layer, slot) =>
      // What is handed through beside the options goes unchecked: it is read, and written only where it is there.
      isHandedThrough(slot)
        ? 1
        : lastKey(slot) === 'max_tokens' && layer.known.pack === 'openai' && hasOwnAddress(input, layer)
          ? -1
          : 0,
  };
}

function isHandedThrough(slot: Slot): boolean {
  const keys = slot.from === 'keyword' ? [slot.name, ...slot.path] : 'path' in slot ? slot.path : [];
  return keys.slice(0, -1).some((key) => HANDED_THROUGH.has(key));
}

const HANDED_THROUGH = new Set(['model_kwargs', 'modelKwargs', 'extra_body']);

function hasOwnAddress(input: FixInput, layer: Layer): boolean {
  const context = input.module(input.finding.place.path);
  if (!context) return false;
  return outerLayers(context.evaluator, layer).some((group) =>
    group.layers.some((client) => {
      if (client.known.meaning.client?.provider !== 'openai') return false;
      const given = (client.known.meaning.client.baseUrl ?? []).flatMap((slot) =>
        valuesAt(context.evaluator, slot, client).values.flatMap(alternatives),
      );
      return given.some(
        (value) =>
          !(value.kind === 'constant' && /^https:\/\/[\w.-]*\bopenai\.com\b/.test(String(value.value))),
      );
    }),
  );
}
