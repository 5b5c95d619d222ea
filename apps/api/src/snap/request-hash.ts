import { requestHash } from '@app/http';
import { SNAP_SERVICES, type SnapServiceCode } from '@app/standards';

/**
 * What a request asks, for telling a repetition from another request under the same number: of its fields those that decide
 * what is done. What may differ from try to try, such as its time, is none of them.
 */
export function snapRequestHash(
  service: SnapServiceCode,
  decisive: Readonly<Record<string, unknown>>,
): string {
  const plain: unknown = JSON.parse(JSON.stringify(decisive));
  return requestHash('POST', SNAP_SERVICES[service].path, plain);
}
