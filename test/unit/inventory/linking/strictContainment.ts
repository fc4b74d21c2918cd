// For tests of what is found out: an exception fails the test, where a program would go on without it.
import { Containment } from '../../../../server/src/inventory/linking/containment';

class StrictContainment extends Containment {
  override attempt<T>(_what: string, find: () => T): T {
    return find();
  }
}

export function createStrictContainment(): Containment {
  return new StrictContainment();
}
