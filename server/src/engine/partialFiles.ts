// Files that were read, but not all of them: syntax that is broken in places, bytes that are no text.
import type { PartialFile } from '../inventory/facts/fact';
import type { FileStore } from './fileStore';
import type { ProjectIndex } from './projectIndex';

const BROKEN = 'it cannot be parsed here, so what stands around this line may have gone unseen';
const TEMPLATE = 'it is a template that is no YAML before it is filled in, so what it holds is not known';
const REPLACED = 'some of its bytes are not valid text and were read as "\ufffd"';

/** Those that findings may stand in, in order of paths. A file that was skipped has its own line already. */
export function partialFiles(store: FileStore, projects: Pick<ProjectIndex, 'roleOf'>): PartialFile[] {
  return store.notable().flatMap(({ record, manifest }) => {
    const { path, skipped, replaced } = record;
    // A manifest is left to its own remarks, which name every fault.
    const error = manifest ? undefined : record.error;
    if (skipped !== undefined || (!error && !replaced)) return [];
    const role = projects.roleOf(path);
    if (role === 'vendored' || role === 'generated') return [];
    return [
      ...(error && record.config?.template ? [{ path, why: TEMPLATE }] : []),
      ...(error && !record.config?.template
        ? [{ path, why: BROKEN, place: { path, start: error.start, end: error.end } }]
        : []),
      ...(replaced ? [{ path, why: REPLACED }] : []),
    ];
  });
}
