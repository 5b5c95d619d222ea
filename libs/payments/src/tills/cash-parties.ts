import { invariant } from '@app/core';
import type { TransferRecord } from '@app/ledger';

import type { AccountFacts } from '../account-facts.store.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';

/** Between whom cash and a wallet changed. All ids are uuids. */
export interface CashParties {
  readonly holder: { readonly kind: 'member' | 'merchant'; readonly uid: string };
  /** The cooperative whose member or merchant it is. */
  readonly home: string;
  /** The cooperative whose till it is. */
  readonly host: string;
  readonly till: string;
  /** The ledger's account of the wallet. */
  readonly wallet: number;
}

export interface CashPartyPorts {
  readonly directory: RulesSource;
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>>;
    cycle(id: number): Promise<string>;
  };
}

/** Reads from a stored deposit, withdrawal or hold whose wallet and which till it is between. */
export async function cashPartiesOf(
  ports: CashPartyPorts,
  transfer: TransferRecord,
): Promise<CashParties> {
  const { payer, payee, issuer, acquirer, network } = transfer;
  invariant(
    payer !== null && payee !== null && issuer !== null && acquirer !== null,
    `transfer ${transfer.id} has no parties`,
  );
  const facts = await ports.facts.read([payer, payee]);
  const ends = [facts.get(payer), facts.get(payee)];
  const till = ends.find((end) => end?.kind === 'till');
  const wallet = ends.find((end) => end?.kind !== 'till');
  const { cooperatives } = await rulesKnowing(ports.directory, network, [issuer, acquirer]);
  const home = cooperatives.get(issuer)?.uid;
  const host = cooperatives.get(acquirer)?.uid;
  invariant(till?.owner && wallet?.owner && home && host, `${transfer.id} is at no till`);
  const kind = wallet.kind === 'merchant_wallet' ? 'merchant' : 'member';
  return { holder: { kind, uid: wallet.owner }, home, host, till: till.owner, wallet: wallet.id };
}

/** Whether a stored transfer is between a wallet and a till. */
export async function isAtTill(
  ports: Pick<CashPartyPorts, 'facts'>,
  { payer, payee }: TransferRecord,
): Promise<boolean> {
  if (payer === null || payee === null) return false;
  const facts = await ports.facts.read([payer, payee]);
  return [payer, payee].some((account) => facts.get(account)?.kind === 'till');
}
