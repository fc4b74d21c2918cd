// A large workspace made up from a seed: agents, tools, endpoints and much ordinary code in TypeScript and Python. Same seed, same files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRandom } from './random';

export interface GeneratedWorkspace {
  /** Root-relative path to text. */
  readonly files: ReadonlyMap<string, string>;
  /** A file in the midst of it that an agent is defined in: the one to type in. */
  readonly edited: readonly string[];
}

/** Code files per service; each service is a project of its own. */
const PER_SERVICE = 100;

/** `count` code files: half of the services in TypeScript, half in Python; one file in ten has to do with an agent. */
export function generateWorkspace(count: number, seed = 7): GeneratedWorkspace {
  const files = new Map<string, string>([
    ['package.json', '{ "name": "generated", "private": true, "workspaces": ["services/*"] }\n'],
    ['.gitignore', 'node_modules\n.env\n'],
  ]);
  const edited: string[] = [];
  const services = Math.max(1, Math.round(count / PER_SERVICE));
  for (let at = 0; at < services; at++) {
    const size = Math.round(((at + 1) * count) / services) - Math.round((at * count) / services);
    const random = createRandom(seed + at);
    if (at % 2 === 0) addTypescript(files, `services/ts${at}`, size, random);
    else addPython(files, `services/py${at}`, size, random);
    edited.push(at % 2 === 0 ? `services/ts${at}/src/agent0.ts` : `services/py${at}/app/agent0.py`);
  }
  return { files, edited };
}

export function writeWorkspace(root: string, { files }: GeneratedWorkspace): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function addTypescript(files: Map<string, string>, folder: string, size: number, random: () => number): void {
  files.set(
    `${folder}/package.json`,
    `${JSON.stringify({ name: folder.replace('/', '-'), dependencies: { openai: '4.67.0', express: '^4.19.0', ai: '4.1.0', zod: '^3.0.0' } })}\n`,
  );
  files.set(
    `${folder}/tsconfig.json`,
    '{ "compilerOptions": { "strict": true, "paths": { "@/*": ["./src/*"] } } }\n',
  );
  files.set(`${folder}/src/llm.ts`, TS_CLIENT);
  files.set(`${folder}/src/app.ts`, TS_APP);
  const agents = Math.max(1, Math.floor(size / 10));
  for (let at = 0; at < agents; at++) files.set(`${folder}/src/agent${at}.ts`, typescriptAgent(at, random));
  for (let at = 0; at < size - agents - 2; at++)
    files.set(`${folder}/src/lib/module${at}.ts`, typescriptModule(at, random));
}

function addPython(files: Map<string, string>, folder: string, size: number, random: () => number): void {
  files.set(
    `${folder}/pyproject.toml`,
    '[project]\nname = "worker"\ndependencies = ["openai==1.40.0", "fastapi>=0.110", "langchain-core==0.3.0"]\n',
  );
  files.set(`${folder}/app/__init__.py`, '');
  files.set(`${folder}/app/llm.py`, PY_CLIENT);
  files.set(`${folder}/app/main.py`, PY_APP);
  const agents = Math.max(1, Math.floor(size / 10));
  for (let at = 0; at < agents; at++) files.set(`${folder}/app/agent${at}.py`, pythonAgent(at, random));
  for (let at = 0; at < size - agents - 3; at++)
    files.set(`${folder}/app/lib/module${at}.py`, pythonModule(at, random));
}

const TS_CLIENT =
  "import OpenAI from 'openai';\n\nexport const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, maxRetries: 3, timeout: 20_000 });\n\nexport async function ask(prompt: string) {\n  const answer = await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });\n  return answer.choices[0]?.message.content ?? '';\n}\n";

const TS_APP =
  "import express from 'express';\nimport { run0 } from './agent0';\n\nconst app = express();\napp.use(express.json());\n\napp.post('/chat', async (request, response) => {\n  try {\n    response.json({ answer: await run0(request.body.question) });\n  } catch (error) {\n    response.status(500).json({ error: 'Something went wrong.' });\n  }\n});\n\napp.listen(3000);\n";

const PY_CLIENT =
  'import os\n\nfrom openai import OpenAI\n\nclient = OpenAI(api_key=os.environ["OPENAI_API_KEY"], max_retries=3, timeout=20.0)\n\n\ndef ask(prompt: str) -> str:\n    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])\n    return answer.choices[0].message.content or ""\n';

const PY_APP =
  'from fastapi import FastAPI\nfrom pydantic import BaseModel\n\nfrom .agent0 import run0\n\napp = FastAPI()\n\n\nclass Question(BaseModel):\n    text: str\n\n\n@app.post("/chat")\ndef chat(question: Question):\n    return {"answer": run0(question.text)}\n';

function typescriptAgent(at: number, random: () => number): string {
  const uses = numbers(3, random).map(
    (module) => `import { compute${module}Total } from './lib/module${module}';`,
  );
  const calls = uses.map(
    (line) => `  total += ${/compute\w+/.exec(line)![0]}(rows, ${Math.floor(random() * 90)});`,
  );
  return [
    "import { generateText, tool } from 'ai';",
    "import { z } from 'zod';",
    "import { ask, client } from './llm';",
    ...new Set(uses),
    '',
    `const lookup${at} = tool({`,
    "  description: 'Looks an order up.',",
    '  parameters: z.object({ id: z.string() }),',
    `  execute: async ({ id }) => (await fetch(\`https://orders.example.org/\${id}\`)).json(),`,
    '});',
    '',
    `export async function run${at}(question: string) {`,
    '  const rows = question.split(/\\s+/).map((word, index) => ({ name: word, value: index }));',
    '  let total = 0;',
    ...new Set(calls),
    '  const plan = await ask(question);',
    `  const { text } = await generateText({ model: 'gpt-4o', tools: { lookup${at} }, maxSteps: 5, prompt: plan });`,
    "  const check = await client.chat.completions.create({ model: 'gpt-4o-mini', max_tokens: 200, messages: [{ role: 'user', content: text }] });",
    "  return [check.choices[0]?.message.content, total].join(' ');",
    '}',
    '',
    ordinaryTypescript(at + 1000, 6, random),
  ].join('\n');
}

function typescriptModule(at: number, random: () => number): string {
  const imported =
    at > 2 && random() < 0.6
      ? `import { compute${at - 1}Total, Row${at - 1} } from './module${at - 1}';\n\nexport const related = (rows: Row${at - 1}[]) => compute${at - 1}Total(rows, 3);\n\n`
      : '';
  return imported + ordinaryTypescript(at, 4 + Math.floor(random() * 12), random);
}

function ordinaryTypescript(at: number, functions: number, random: () => number): string {
  const parts = [`export interface Row${at} {\n  readonly name: string;\n  readonly value: number;\n}\n`];
  parts.push(
    `export function compute${at}Total(rows: readonly Row${at}[], limit: number): number {\n  return rows.filter((row) => row.value < limit).reduce((sum, row) => sum + row.value, 0);\n}\n`,
  );
  for (let fn = 0; fn < functions; fn++) {
    const factor = Math.floor(random() * 100);
    parts.push(
      `export function step${at}x${fn}(rows: readonly Row${at}[], options: { scale?: number; label?: string } = {}): Map<string, number> {\n  const found = new Map<string, number>();\n  const { scale = ${factor}, label = 'step ${fn}' } = options;\n  for (const row of rows) {\n    if (row.value > scale) {\n      found.set(\`\${label}:\${row.name}\`, row.value * scale);\n    } else if (row.name.startsWith('${String.fromCharCode(97 + (fn % 26))}')) {\n      found.set(row.name.toUpperCase(), row.value / (scale + 1));\n    }\n  }\n  return found;\n}\n`,
    );
  }
  return parts.join('\n');
}

function pythonAgent(at: number, random: () => number): string {
  const modules = [...new Set(numbers(3, random))];
  return [
    'import subprocess',
    '',
    'from langchain_core.tools import tool',
    '',
    'from .llm import ask, client',
    ...modules.map((module) => `from .lib.module${module} import compute_${module}_total`),
    '',
    '',
    '@tool',
    `def lookup_${at}(order_id: str) -> str:`,
    '    """Looks an order up."""',
    '    return subprocess.run(["orders", order_id], capture_output=True, text=True, timeout=10).stdout',
    '',
    '',
    `def run${at}(question: str) -> str:`,
    '    rows = [{"name": word, "value": index} for index, word in enumerate(question.split())]',
    '    total = 0',
    ...modules.map((module) => `    total += compute_${module}_total(rows, ${module % 90})`),
    '    plan = ask(question)',
    '    check = client.chat.completions.create(model="gpt-4o-mini", max_tokens=200, messages=[{"role": "user", "content": plan}])',
    '    return f"{check.choices[0].message.content} ({total})"',
    '',
    '',
    ordinaryPython(at + 1000, 6, random),
  ].join('\n');
}

function pythonModule(at: number, random: () => number): string {
  const imported =
    at > 2 && random() < 0.6
      ? `from .module${at - 1} import compute_${at - 1}_total\n\n\ndef related(rows):\n    return compute_${at - 1}_total(rows, 3)\n\n\n`
      : '';
  return imported + ordinaryPython(at, 4 + Math.floor(random() * 12), random);
}

function ordinaryPython(at: number, functions: number, random: () => number): string {
  const parts = [
    `def compute_${at}_total(rows, limit):\n    return sum(row["value"] for row in rows if row["value"] < limit)\n`,
  ];
  for (let fn = 0; fn < functions; fn++) {
    parts.push(
      `def step_${at}_${fn}(rows, scale=${Math.floor(random() * 100)}, label="step ${fn}"):\n    found = {}\n    for row in rows:\n        if row["value"] > scale:\n            found[f"{label}:{row['name']}"] = row["value"] * scale\n        elif row["name"].startswith("${String.fromCharCode(97 + (fn % 26))}"):\n            found[row["name"].upper()] = row["value"] / (scale + 1)\n    return found\n`,
    );
  }
  return parts.join('\n\n');
}

function numbers(count: number, random: () => number): number[] {
  return Array.from({ length: count }, () => Math.floor(random() * 60));
}
