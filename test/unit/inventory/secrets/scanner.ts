// The shipped formats and a scanner over them, for the tests of this folder.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSecretFormats } from '../../../../server/src/inventory/secrets/formats';
import { createSecretScanner } from '../../../../server/src/inventory/secrets/scan';
import { createTagger } from '../../../../server/src/inventory/secrets/tag';

const root = path.resolve(__dirname, '../../../..');

export const loaded = loadSecretFormats(
  {
    list: (directory) => readdirSync(path.join(root, directory)),
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
  },
  'rules',
);

export const tagger = createTagger();
export const scanner = createSecretScanner(loaded.formats, tagger);

/** The values a scan finds in a text, in order. */
export function valuesIn(text: string, file = 'src/app.ts'): string[] {
  return scanner.scan(file, text, { role: 'product' }).map(({ start, end }) => text.slice(start, end));
}

/** The formats a scan finds in a text, in order. */
export function formatsIn(text: string, file = 'src/app.ts'): string[] {
  return scanner.scan(file, text, { role: 'product' }).map(({ format }) => format);
}
