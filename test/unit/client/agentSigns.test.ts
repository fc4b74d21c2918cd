import { describe, expect, it } from 'vitest';
import { manifestNamesAgent, sourceNamesAgent } from '../../../client/src/agentSigns';
import { loadCatalog } from '../../../server/src/catalog/load';
import { diskReader } from '../checklist/diskReader';

describe('manifestNamesAgent', () => {
  it('knows every package of the SDK packs', () => {
    const { catalog } = loadCatalog(diskReader, '');
    const sdks = catalog.packs.filter(({ kind }) => kind === 'sdk');
    expect(sdks.length).toBeGreaterThan(0);
    const npm = sdks.flatMap((pack) => pack.typescript?.packages ?? []);
    const pypi = sdks.flatMap((pack) => pack.python?.packages ?? []);
    expect(npm.filter((name) => !manifestNamesAgent(`{ "dependencies": { "${name}": "1" } }`))).toEqual([]);
    expect(pypi.filter((name) => !manifestNamesAgent(`fastapi\n${name}>=1\n`))).toEqual([]);
  });

  it('takes no ordinary project for one with an agent', () => {
    expect(manifestNamesAgent('{ "dependencies": { "express": "5", "chai": "4", "main": "1" } }')).toBe(
      false,
    );
    expect(manifestNamesAgent('flask>=3\nuseragents\nopenairport\n')).toBe(false);
    expect(manifestNamesAgent('')).toBe(false);
  });
});

describe('sourceNamesAgent', () => {
  it('sees imports of both languages and addresses of models', () => {
    expect(sourceNamesAgent("import { generateText } from 'ai';")).toBe(true);
    expect(sourceNamesAgent('from langchain_openai import ChatOpenAI')).toBe(true);
    expect(sourceNamesAgent("const OpenAI = require('openai');")).toBe(true);
    expect(sourceNamesAgent('fetch(base + "/v1/chat/completions")')).toBe(true);
  });

  it('goes by imports, not by words', () => {
    expect(sourceNamesAgent('// openai is not used here\nexport const openai = 1;')).toBe(false);
    expect(sourceNamesAgent("import { said } from './ai';")).toBe(false);
  });
});
