// `airworthy init`: a manifest to begin with, in which everything but the version is a comment.
import { join } from 'node:path';
import { MANIFEST_NAME } from '../manifest/parse';
import type { Command } from './command';
import { UsageError } from './usageError';

export const command: Command = {
  name: 'init',
  usage: '[folder]',
  summary: 'Writes an airworthy.yaml with comments, if there is none.',
  options: [],
  async run(given, ports) {
    if (given.words.length > 1) throw new UsageError('init takes one folder');
    const { argument } = await ports.locate(given.words[0] ?? '.');
    const path = join(argument, MANIFEST_NAME);
    await ports.writer.writeAll([{ path, content: manifestTemplate(ports.clock.today()), expected: null }]);
    ports.write(`${path} written\n`);
    return 0;
  },
};

/** Every key a manifest may have, as a comment. Dates lie half a year after `today` (YYYY-MM-DD). */
export function manifestTemplate(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 180);
  const later = day.toISOString().slice(0, 10);
  return `# What Airworthy cannot read from the code. Every key is optional; take the "# " away where you need one.
version: 1

# Files that are not looked at.
# exclude: [legacy/**]

# What files are, where their path does not tell: product, test, evaluation, example, notebook, generated, vendored, docs, config.
# roles:
#   example: [demos/**]

# Agents by their declared name or their variable. risk: minimal, limited, high or prohibited.
# agents:
#   support-bot: { at: src/agents/support.ts, risk: limited, owner: team-support, budgetUsdPerDay: 50 }

# Limits that the checks hold the code against.
# budgets:
#   coldStartMs: 800
#   promptTokens: 1500
#   toolsPerAgent: 15
#   latency: { totalMs: 8000, steps: { retrieve: 800, model: 5000 } }

# How long conversations, traces and logs are kept, by environment.
# retention: { production: 30d, staging: 7d }

# A gateway in front of the models, for clients whose base URL is read from this variable.
# provides: retries, fallback, budget, traces.
# gateway: { baseUrlEnv: LLM_URL, provides: [retries, budget], by: dana, on: ${today}, expires: ${later}, evidence: infra/gateway.md }

# What a person vouches for because no code shows it. At most twelve months.
# attestations:
#   - { item: governance/audit-export, facet: export-tested, by: dana, on: ${today}, expires: ${later}, evidence: docs/audit-drill.md }

# What is left out on purpose, and until when.
# waivers:
#   - { item: performance/semantic-cache, reason: answers are personal, owner: team-support, until: ${later} }

# How loud an item or a rule is: off, error, warning, information or hint.
# severity:
#   cost/attribution: hint

# Numbers that repairs insert.
# defaults: { outputCap: 4096, toolTimeoutMs: 30000, modelTimeoutMs: 60000, steps: 20, retries: 3 }

# Rules of your own, and packs that teach Airworthy the wrappers of your company.
# rules: [.airworthy/rules/**/*.yaml]
# sdks: [.airworthy/sdks/*.yaml]
`;
}
