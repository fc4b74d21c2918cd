// Whether a function runs what it is handed: a parameter, or a method of it. From one function's calls only.
import type { FunctionSummary, ModuleSummary } from '../../../languages/summary/module';

/** True if some parameter is called, or a method of it; handing it on may run it as well. */
export function runsParameter(module: ModuleSummary, fn: FunctionSummary): boolean {
  const names = new Set(
    fn.parameters.flatMap(({ name, pattern }) =>
      pattern?.kind === 'pattern'
        ? pattern.elements.flatMap(({ target }) => (target.kind === 'name' ? [target.name] : []))
        : [name],
    ),
  );
  return module.calls.some((call) => {
    if (call.start < fn.bodySpan.start || call.end > fn.bodySpan.end) return false;
    const callee = call.callee.kind === 'member' ? call.callee.object : call.callee;
    if (callee.kind === 'reference' && names.has(callee.name)) return true;
    return call.arguments.some(({ value }) => value.kind === 'reference' && names.has(value.name));
  });
}
