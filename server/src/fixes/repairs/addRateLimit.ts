// Puts the rate limiter usual for the framework in front of a route and names its package in the manifest.
import type { Fact } from '../../inventory/facts/fact';
import type { Match } from '../../inventory/linking/match/match';
import { isRefusal } from '../../languages/edits/textEdit';
import type { FunctionSummary, ModuleSummary } from '../../languages/summary/module';
import { openCode } from '../codeFile';
import { dependencyEdits } from '../dependencies/dependencyEdits';
import { joined } from '../fileEdits';
import type { Fix, FixInput } from '../fix';
import { express } from '../limiters/express';
import { fastapi } from '../limiters/fastapi';
import { fastify } from '../limiters/fastify';
import { flask } from '../limiters/flask';
import { hono } from '../limiters/hono';
import { type Limiter, PER_MINUTE } from '../limiters/limiter';
import { nextjs } from '../limiters/nextjs';
import { matchesAt } from '../matchAt';

const LIMITERS: readonly Limiter[] = [express, fastapi, fastify, flask, hono, nextjs];

export const fix: Fix = {
  id: 'add-rate-limit',
  safety: 'confirm',
  title: () => 'Add a rate limiter',
  async offer(input) {
    const { place } = input.finding;
    const endpoint = endpointOf(input);
    const framework = endpoint && String(endpoint.attributes.framework?.value ?? endpoint.sdk ?? '');
    const limiter = LIMITERS.find((one) => one.frameworks.includes(framework ?? ''));
    if (!endpoint || !limiter)
      return {
        refused:
          'no limiter is known for this kind of endpoint: limit it at the gateway, or count callers in the handler',
      };
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    const match = matchesAt(file.context, place).find((one) => one.known.meaning.route);
    const done = await limiter.edit({
      input,
      endpoint,
      file,
      match,
      handler: handlerOf(file.module, place.start, match),
    });
    if (isRefusal(done)) return done;
    const dependencies = await dependencyEdits(input, file.module.language, limiter.dependencies);
    if (isRefusal(dependencies)) return dependencies;
    const [name] = limiter.dependencies;
    return {
      title: `Limit ${endpoint.name} to ${PER_MINUTE} requests a minute with ${name!.name}`,
      edits: joined([dependencies.edits, done.edits]),
      annotation: 'Bounds what one caller can spend',
      notes: [...dependencies.notes, ...(done.notes ?? [])],
    };
  },
};

function endpointOf({ finding, inventory }: FixInput): Fact | undefined {
  return (
    inventory.facts.find((fact) => fact.kind === 'endpoint' && fact.id === finding.subject) ??
    inventory.facts.find(
      (fact) =>
        fact.kind === 'endpoint' &&
        fact.place.path === finding.place.path &&
        fact.place.start === finding.place.start,
    )
  );
}

/** The function a decorator stands on, or the one whose name the finding marks. */
function handlerOf(
  module: ModuleSummary,
  start: number,
  match: Match | undefined,
): FunctionSummary | undefined {
  if (match?.decorated?.kind === 'function' && match.decorated.module === module)
    return module.functions[match.decorated.function];
  return module.functions.find((fn) => fn.nameSpan?.start === start);
}
