// Colours of a terminal. Whether there are any is the host's decision; a report only names what a text means.
import { styleText } from 'node:util';

export type Tone = 'good' | 'bad' | 'open' | 'unsure' | 'quiet' | 'strong';

/** Dresses a text; a style without colours returns it as it is. */
export type Style = (tone: Tone, text: string) => string;

const FORMATS = {
  good: 'green',
  bad: 'red',
  open: 'yellow',
  unsure: 'cyan',
  quiet: 'dim',
  strong: 'bold',
} as const;

export const plainStyle: Style = (_tone, text) => text;

/** The stream was judged by the caller, who knows where the text goes. */
export const colourStyle: Style = (tone, text) => styleText(FORMATS[tone], text, { validateStream: false });
