import {
  setupOperators,
  type AccessSecrets,
  type NewOperator,
  type OperatorCode,
} from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import type { DataSource } from 'typeorm';

import { insertNetwork, whyNotOpened, type NewNetwork } from './open-network.js';

export interface NewDeployment {
  readonly network: NewNetwork;
  /** At least two. */
  readonly operators: readonly NewOperator[];
}

/** A network that is open, and with what its first operators choose their passwords. */
export interface Deployment {
  /** Uuid. */
  readonly network: string;
  readonly codes: readonly OperatorCode[];
}

/**
 * Opens the first network of a deployment with its first operators, all or nothing, once in its life. `already_exists`
 * (detail `field`: `operators`, `network`) once there is any of either, also for the later of two that run at once, and
 * for a user name given twice; `validation_failed` for fewer than two operators and whatever has the wrong form;
 * `clock_fixed` for a live network that should start at another time.
 */
export async function setUpDeployment(
  dataSource: DataSource,
  secrets: AccessSecrets,
  { network, operators }: NewDeployment,
): Promise<Result<Deployment>> {
  const refusal = whyNotOpened(network);
  if (refusal !== undefined) return refusal;
  let uid = '';
  const made = await setupOperators(dataSource, secrets, operators, async (tx, principal) => {
    const others = await tx.query<unknown[]>('SELECT FROM participants.network LIMIT 1');
    if (others.length > 0) return fail('already_exists', { field: 'network' });
    uid = await insertNetwork(tx, { principal }, network);
    return succeed(undefined);
  });
  return made.ok ? succeed({ network: uid, codes: made.value }) : made;
}
