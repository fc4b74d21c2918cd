// `airworthy check`: the whole checklist, its findings, and whether a threshold was reached.
import type { Engine } from '../engine/engine';
import { faultLines } from '../reports/filesText';
import { summaryOf } from '../reports/findingsText';
import { toPercent } from '../reports/readinessText';
import type { ReportInput, ReportOptions } from '../reports/report';
import { plainStyle } from '../reports/style';
import { dateFrom, locateTarget, manifestOverlay, withAnalysis } from './analyse';
import { CHECK_OPTIONS, type CheckRequest, toCheckRequest } from './checkRequest';
import type { Command, CommandPorts, ExitCode } from './command';
import { deliver, reportFor } from './outputFormat';
import { selectItems, selectPaths } from './selectPaths';
import { reached } from './thresholds';

export const command: Command = {
  name: 'check',
  usage: '[path…] [options]',
  summary: 'Checks the agents of a folder against the production checklist.',
  options: CHECK_OPTIONS,
  async run(given, ports) {
    const request = toCheckRequest(given, ports.rules);
    reportFor('check', request.format);
    const today = dateFrom(given, ports);
    const target = await locateTarget(given.words, ports);
    const open =
      request.config === undefined
        ? undefined
        : manifestOverlay(await ports.readFile(request.config), request.config);
    return withAnalysis(
      { target, today, open, quiet: request.quiet, cache: request.cache },
      ports,
      (analysis, engine) => report(selectPaths(analysis, target.paths), { engine, request, ports }),
    );
  },
};

interface Check {
  readonly engine: Engine;
  readonly request: CheckRequest;
  readonly ports: CommandPorts;
}

async function report(whole: ReportInput, check: Check): Promise<ExitCode> {
  const { request, ports } = check;
  const shown = selectItems(whole, request.items);
  const failures = reached(shown, whole, request);
  const toFile = request.output !== undefined;
  const inText = request.format === 'text' && !toFile;
  const text = reportFor('check', request.format).render(shown, {
    ...optionsFor(check),
    style: toFile ? plainStyle : ports.style,
    outcome: request.format === 'text' ? failures : undefined,
  });
  await deliver(text, request.output, ports);
  if (!inText && !request.quiet) tell(shown, failures, check);
  return failures.length > 0 ? 1 : 0;
}

function optionsFor({ engine, request, ports }: Check): ReportOptions {
  const fixes = ports.fixesFor(engine);
  return {
    tool: ports.tool,
    style: plainStyle,
    detail: request.quiet ? 'quiet' : request.verbose ? 'verbose' : 'normal',
    fixesOf: (finding) => fixes.offers(finding),
  };
}

/** Where the report itself is read by a program or lies in a file, people are told on the standard error. */
function tell(shown: ReportInput, failures: readonly string[], { request, ports }: Check): void {
  if (request.output !== undefined) {
    const readiness = shown.hasAgent
      ? `readiness ${toPercent(shown.readiness.score)}, findings: ${summaryOf(shown.findings)}`
      : 'no agent found';
    ports.writeError(`${readiness}; report in ${request.output}\n`);
  }
  for (const line of faultLines(shown)) ports.writeError(`${line}\n`);
  for (const failure of failures) ports.writeError(`${failure}\n`);
}
