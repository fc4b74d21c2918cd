import { expect, it } from 'vitest';
import { serverStarts } from '../../../../../server/src/inventory/linking/connect/serverStarts';
import { languages } from '../../../../../server/src/languages/index.generated';
import type { ConfigSummary } from '../../../../../server/src/languages/summary/config';
import { linked } from '../linked';

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';

async function debug(
  files: Readonly<Record<string, string>>,
  configs: Readonly<Record<string, string>> = {},
) {
  const all = await linked(files);
  const summaries: ConfigSummary[] = [];
  for (const [path, text] of Object.entries(configs)) {
    const language = languages.find((one) => one.family === 'config' && one.matches(path))!;
    await language.prepare();
    summaries.push(language.summarise(path, text) as ConfigSummary);
  }
  return serverStarts(new Map(all.modules.map((one) => [one.path, one])), summaries).map((draft) => [
    draft.name,
    draft.attributes.debug!.value,
  ]);
}

it('knows a start in debug mode', async () => {
  expect(await debug({ 'main.py': `${FLASK}app.run(debug=True)\n` })).toEqual([['main.py', true]]);
  expect(await debug({ 'main.py': `${FLASK}app.run(debug=False)\n` })).toEqual([['main.py', false]]);
  expect(await debug({ 'main.py': `import os\n${FLASK}app.run(debug=os.getenv("DEBUG"))\n` })).toEqual([
    ['main.py', false],
  ]);
});

it('takes it for a start for development where another one exists', async () => {
  const start = { 'main.py': `${FLASK}app.run(debug=True)\n` };
  expect(await debug(start, { Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "main:app"]\n' })).toEqual([
    ['main.py', false],
  ]);
  expect(
    await debug(start, { 'compose.yaml': 'services:\n  desk:\n    command: ["flask", "run"]\n' }),
  ).toEqual([['main.py', false]]);
  expect(await debug(start, { 'compose.yaml': 'services:\n  desk:\n    command: python main.py\n' })).toEqual(
    [['main.py', true]],
  );
  expect(await debug({ ...start, 'serve.py': 'from main import app\napp.run()\n' })).toEqual([
    ['main.py', false],
    ['serve.py', false],
  ]);
});

it('holds a switch on the app against every start', async () => {
  const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI(debug=True)\n' };
  expect(await debug(app, { Dockerfile: 'CMD ["uvicorn", "main:app"]\n' })).toEqual([['main.py', true]]);
  expect(await debug({ 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' })).toEqual([]);
});
