import type { Device } from '@app/access';
import { encodeId } from '@app/core';

export interface DeviceReply {
  id: string;
  name: string;
  registered_at: string;
  last_seen_at: string;
  signed_in: boolean;
  blocked_at: string | null;
}

export function presentDevice(device: Device): DeviceReply {
  return {
    id: encodeId('dev', device.uid),
    name: device.name,
    registered_at: device.registeredAt.toISOString(),
    last_seen_at: device.lastSeenAt.toISOString(),
    signed_in: device.signedIn,
    blocked_at: device.blockedAt?.toISOString() ?? null,
  };
}
