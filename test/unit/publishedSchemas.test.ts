// rules/schema: the published forms of the data and of the JSON report, made from the schemas that the program itself
// validates with. UPDATE_SCHEMA=1 writes them anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { packSchema } from '../../server/src/catalog/pack';
import { itemSchema, ruleSchema, subjectsSchema } from '../../server/src/checklist/rules/schema';
import { secretFileSchema } from '../../server/src/inventory/secrets/formats';
import { checkSchema } from '../../server/src/reports/checkSchema';

const RULES = join(__dirname, '../../rules');
const GENERATED =
  'Generated from the schema the program validates with: UPDATE_SCHEMA=1 npx vitest run test/unit/publishedSchemas.test.ts';

interface Published {
  readonly title: string;
  readonly schema: z.ZodType;
  /** The files it describes, relative to the rules directory. */
  readonly describes?: (path: string) => boolean;
}

/** By the name of the file before `.schema.json`. */
const PUBLISHED: Readonly<Record<string, Published>> = {
  check: { title: 'airworthy check --format json', schema: checkSchema },
  pack: {
    title: 'A pack: rules/sdks, rules/frameworks, rules/effects, rules/products',
    schema: packSchema,
    describes: (path) => /^(?:sdks|frameworks|effects|products)\//.test(path),
  },
  item: {
    title: 'An item of the checklist: rules/checks/<category>/<item>/item.yaml',
    schema: itemSchema,
    describes: (path) => path.endsWith('/item.yaml'),
  },
  rule: {
    title: 'A rule: each document of the other files in rules/checks/<category>/<item>',
    schema: ruleSchema,
    describes: (path) => path.startsWith('checks/') && !path.endsWith('/item.yaml'),
  },
  subjects: {
    title: 'The subjects by name: rules/subjects.yaml',
    schema: subjectsSchema,
    describes: (path) => path === 'subjects.yaml',
  },
  secrets: {
    title: 'Formats of credentials: rules/secrets',
    schema: secretFileSchema,
    describes: (path) => path.startsWith('secrets/'),
  },
};

/** Input form: what may be left out is left out, and later additions to a report are no fault of it. */
function toPublished({ title, schema, describes }: Published): z.core.JSONSchema.JSONSchema {
  // Packs say the same of many things; the form of the report names its parts itself.
  const reused = describes ? 'ref' : 'inline';
  return { ...z.toJSONSchema(schema, { io: 'input', reused }), title, $comment: GENERATED };
}

const data = readdirSync(RULES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(RULES.length + 1)
      .replaceAll('\\', '/'),
  );

/** Each document of a file as the loader gets it: merge keys are resolved. */
function documentsOf(path: string): unknown[] {
  const text = readFileSync(join(RULES, path), 'utf8');
  if (!/^---/m.test(text)) return [parse(text, { merge: true, maxAliasCount: 2000 })];
  return parseAllDocuments(text, { merge: true })
    .map((document) => document.toJS({ maxAliasCount: 2000 }))
    .filter((document) => document !== null);
}

describe('rules/schema', () => {
  it('holds the published forms and no other file', () => {
    expect(readdirSync(join(RULES, 'schema')).sort()).toEqual(
      Object.keys(PUBLISHED)
        .map((name) => `${name}.schema.json`)
        .sort(),
    );
  });

  it('has a form for every file of data', () => {
    const describing = (path: string): string[] =>
      Object.keys(PUBLISHED).filter((name) => PUBLISHED[name]!.describes?.(path));
    expect(data.length).toBeGreaterThan(80);
    expect(data.filter((path) => describing(path).length !== 1)).toEqual([]);
  });
});

describe.each(Object.entries(PUBLISHED))('%s.schema.json', (name, published) => {
  const file = join(RULES, 'schema', `${name}.schema.json`);

  it('is what the program validates with', () => {
    const schema = toPublished(published);
    if (process.env.UPDATE_SCHEMA) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  if (!published.describes) {
    it('lets additions through', () => {
      expect(readFileSync(file, 'utf8')).not.toMatch(/additionalProperties": false/);
    });
    return;
  }

  it('fits every file it describes, and refuses a key that nobody knows', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
    const documents = data
      .filter(published.describes!)
      .flatMap((path) => documentsOf(path).map((one) => [path, one] as const));
    expect(documents.length).toBeGreaterThan(0);
    const faults = documents.flatMap(([path, one]) => {
      const { error } = schema.safeParse(one);
      return error ? [`${path}: ${z.prettifyError(error).slice(0, 300)}`] : [];
    });
    expect(faults).toEqual([]);
    const [, first] = documents[0]!;
    expect(schema.safeParse({ ...(first as object), 'no such key': 1 }).success).toBe(false);
  });
});
