// Files spoiled at random go through the whole engine: never an exception, never a fault, never long. A failure names its seed.

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/bench/random';
import { openEngine, ruleData, sampleWorkspace, type Workspace } from './engines';
import { mutate } from './mutations';

/** Other seeds can be tried by hand: AIRWORTHY_SEED=7 AIRWORTHY_ROUNDS=500. */
const SEED = Number(process.env.AIRWORTHY_SEED ?? 20_260_901);
const ROUNDS = Number(process.env.AIRWORTHY_ROUNDS ?? 5);
/** Files spoiled in each round. */
const SPOILED = 16;
const MAX_MS = 10_000;

const SMALL: [string, string][] = [
  [
    'small/pyproject.toml',
    '[project]\nname = "small"\ndependencies = ["openai>=1.0", "fastapi"]\n[tool.x]\na = [1, 2]\n[[t]]\nb = { c = 1 }\n',
  ],
  [
    'small/requirements.txt',
    'openai==1.50.0 \\\n  --hash=sha256:aa\n-r other.txt\nfastapi[all]>=0.1; python_version > "3"\n',
  ],
  [
    'small/Dockerfile',
    'FROM python:3.12 AS base\nARG A=1\nENV B=${A} C="d e"\nRUN <<EOF\npip install x\nEOF\nRUN pip install a \\\n && b\nCMD ["uvicorn", "app:app"]\n',
  ],
  ['small/.env', 'OPENAI_API_KEY=abc\nexport B="c\nd"\nLANGSMITH_TRACING=true # on\n'],
  [
    'small/compose.yaml',
    'x: &a {k: v}\nservices:\n  api:\n    <<: *a\n    environment: [A=1, "B=2"]\n    command: |\n      uvicorn app:app\n',
  ],
  [
    'small/k8s.yaml',
    'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - image: {{ .Values.image }}\n---\nkind: Service\n',
  ],
  [
    'small/package.json',
    '{ "name": "small", "workspaces": ["a/*"], "dependencies": { "openai": "^4.0.0" } }',
  ],
  [
    'small/package-lock.json',
    '{ "lockfileVersion": 3, "packages": { "node_modules/openai": { "version": "4.1.0" } } }',
  ],
  [
    'small/pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  openai@4.1.0:\n    resolution: {integrity: x}\n",
  ],
  ['small/tsconfig.json', '{ // paths\n "compilerOptions": { "paths": { "@/*": ["./src/*"] }, } }'],
  [
    'small/langgraph.json',
    '{ "graphs": { "agent": "./agent.py:graph" }, "auth": { "path": "./auth.py:auth" } }',
  ],
  [
    'small/agent.py',
    'from langgraph.graph import StateGraph\nfrom openai import OpenAI\nclient = OpenAI(max_retries=0, **options)\ngraph = StateGraph(dict).compile()\ndef node(state: dict) -> dict:\n    while True:\n        try:\n            return {"a": [client.chat.completions.create(model="m", messages=[*state["m"]])]}\n        except Exception as error:\n            raise ValueError(f"{error!r}") from error\n',
  ],
  ['small/.gitignore', '*.log\n!keep.log\n/[a-z]*/\n**/x\n'],
];

function workspace(): Workspace {
  return new Map([...sampleWorkspace(), ...SMALL]);
}

async function round(seed: number): Promise<void> {
  const random = createRandom(seed);
  const sound = workspace();
  const files = workspace();
  const paths = [...files.keys()];
  const spoiled = Array.from({ length: SPOILED }, () => paths[Math.floor(random() * paths.length)]!);
  const spoil = (path: string): void => void files.set(path, mutate(String(sound.get(path)), random));
  for (const path of spoiled) spoil(path);
  const engine = openEngine(files);
  const first = (await engine.scan())!;
  for (const path of spoiled.slice(0, 2)) spoil(path);
  const second = (await engine.update(spoiled.slice(0, 2).map((path) => ({ path, kind: 'changed' }))))!;
  for (const analysis of [first, second]) {
    expect(analysis.faults).toEqual([]);
    expect(analysis.ruleErrors).toEqual([]);
    expect(analysis.items).toHaveLength(ruleData.rules.items.length);
    for (const { place } of analysis.findings) {
      const length = String(files.get(place.path) ?? '').length;
      if (analysis === second) expect(place.end, place.path).toBeLessThanOrEqual(length);
    }
    const failures = analysis.inventory.files.skipped.filter(({ why }) =>
      /cannot be followed|failed/.test(why),
    );
    expect(failures).toEqual([]);
  }
}

describe('files spoiled at random', () => {
  it.each(Array.from({ length: ROUNDS }, (_, n) => SEED + n))('with the seed %i', { timeout: MAX_MS }, round);
});
