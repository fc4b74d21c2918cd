// The request `airworthy/rescan`: everything from zero, for one root or all.
import { RESCAN } from '../protocol/methods';
import type { RescanParams } from '../protocol/state';
import type { Feature } from './feature';
import { guarded } from './guard';

export const feature: Feature = {
  start: (session) => {
    const rescan = async (params: RescanParams | null): Promise<null> => {
      const wanted = params?.root;
      const roots = session.roots.all().filter(({ uri }) => wanted === undefined || uri === wanted);
      await Promise.all(roots.map((root) => root.rescan()));
      return null;
    };
    session.connection.onRequest(RESCAN, guarded(session.log, 'A scan', rescan, null));
  },
};
