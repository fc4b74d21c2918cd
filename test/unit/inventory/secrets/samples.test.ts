import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../scripts/bench/random';
import { expandPattern } from './expandPattern';
import { formatsIn, loaded } from './scanner';

const SEED = Number(process.env.AIRWORTHY_SEED ?? 20_260_901);
const TIMES = 200;

/** What people write around a credential, in the languages and files it is found in. */
const HOLDERS: readonly ((sample: string) => string)[] = [
  (sample) => `const key = ${JSON.stringify(sample)};\n`,
  (sample) => `client = Client(\n    api_key='${sample}',\n)\r\n`,
  (sample) => `env:\n  - name: CREDENTIAL\n    value: ${sample}\n`,
  (sample) => `FROM node:22\nENV CREDENTIAL=${sample}\n`,
  (sample) => `{"cells": [{"source": ["\u{1f511} key:\\n", "k = \\"${sample}\\"\\n"]}]}`,
];

/** Samples that carry their own assignment, quotes or lines stand as they are. */
function hold(sample: string, at: number): string {
  return /["'=:\s]/.test(sample) && !/^https?:|^[a-z+]+:\/\//.test(sample)
    ? `\n${sample}\n`
    : HOLDERS[at % HOLDERS.length]!(sample);
}

interface Counts {
  hits: number;
  of: number;
}

const counts = (): Counts => ({ hits: 0, of: 0 });

describe('the shipped formats', () => {
  console.log(`samples expanded from seed ${SEED}; AIRWORTHY_SEED sets another`);

  it('load without faults', () => {
    expect(loaded.errors).toEqual([]);
    expect(loaded.formats.length).toBeGreaterThan(60);
  });

  it('each have samples of both kinds', () => {
    const without = loaded.formats.filter(({ samples }) => samples.false.length === 0).map(({ id }) => id);
    expect(without).toEqual([]);
  });

  it('find at least 98 % of the true samples and at most 2 % of the false ones, each format by itself', () => {
    const random = createRandom(SEED);
    const recall = counts();
    const alarms = counts();
    const rows: string[] = [];
    const weak: string[] = [];
    for (const format of loaded.formats) {
      const found = counts();
      const wrong = counts();
      for (let at = 0; at < TIMES; at++) {
        for (const pattern of format.samples.true) {
          found.of++;
          if (formatsIn(hold(expandPattern(pattern, random), at)).length > 0) found.hits++;
        }
        for (const pattern of format.samples.false) {
          wrong.of++;
          if (formatsIn(hold(expandPattern(pattern, random), at)).length > 0) wrong.hits++;
        }
      }
      rows.push(`${format.id}: ${found.hits}/${found.of} found, ${wrong.hits}/${wrong.of} false alarms`);
      if (found.hits < found.of * 0.98 || wrong.hits > wrong.of * 0.02) weak.push(rows.at(-1)!);
      recall.hits += found.hits;
      recall.of += found.of;
      alarms.hits += wrong.hits;
      alarms.of += wrong.of;
    }
    if (process.env.AIRWORTHY_VERBOSE) console.log(rows.join('\n'));
    console.log(
      `recall ${recall.hits}/${recall.of}, false alarms ${alarms.hits}/${alarms.of}, ${loaded.formats.length} formats`,
    );
    expect(weak).toEqual([]);
  });
});
