import { newUuid, paymentOffUs, type LegDraft } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { LedgerWorld, WorldCooperative } from './ledger-world.js';

const HASH = 'ab'.repeat(16);
const PRINCIPAL = '0190f6f0-0000-7000-8000-000000000001';

/** A posting request with a fresh id and key; for specs of the ledger alone. */
export function request(
  world: LedgerWorld,
  fields: Partial<PostingRequest> & Pick<PostingRequest, 'type' | 'amount'>,
): PostingRequest {
  return {
    id: newUuid(),
    network: world.network,
    principal: PRINCIPAL,
    key: newUuid(),
    requestHash: HASH,
    legs: [],
    ...fields,
  };
}

/** A principal leg. */
export function leg(debit: number, credit: number, amount: bigint): LegDraft<number> {
  return { debit, credit, amount, component: 'principal' };
}

/** Puts money into a wallet, as an import of balances does. */
export function opening(
  world: LedgerWorld,
  coop: WorldCooperative,
  wallet: number,
  amount: bigint,
) {
  return request(world, {
    type: 'opening_balance',
    amount,
    payee: wallet,
    legs: [leg(coop.openingBalance, wallet, amount)],
  });
}

/** A payment to another cooperative: 1 % to the issuer, 1 % to the acquirer, 0.5 % to the switch. */
export function payment(
  world: LedgerWorld,
  [issuer, payer]: [WorldCooperative, number],
  [acquirer, merchant]: [WorldCooperative, number],
  amount: bigint,
) {
  const share = amount / 100n;
  return request(world, {
    type: 'payment',
    amount,
    payer,
    payee: merchant,
    gates: [
      { account: payer, role: 'payer' },
      { account: merchant, role: 'payee' },
    ],
    legs: paymentOffUs({
      issuer: { payer, clearing: issuer.clearing, interchangeIncome: issuer.interchangeIncome },
      acquirer: { clearing: acquirer.clearing, merchant, feeIncome: acquirer.feeIncome },
      switch: {
        issuerPosition: issuer.position,
        acquirerPosition: acquirer.position,
        switchFeeIncome: world.switchFeeIncome,
      },
      principal: amount,
      mdr: { issuer: share, acquirer: share, switch: share / 2n },
    }),
  });
}

/** Prefunds a cooperative, which raises its cap by as much. */
export function fundsIn(world: LedgerWorld, coop: WorldCooperative, amount: bigint) {
  return request(world, {
    type: 'funds_in',
    amount,
    legs: [
      leg(coop.settlementDeposit, coop.bank, amount),
      leg(world.settlementBank, coop.liquidity, amount),
    ],
    bounds: [{ account: coop.clearing, bound: 'maximum', add: amount }],
  });
}

/** A withdrawal at a host: holds on the wallet, the issuer's clearing and the host's till. */
export function withdrawalHold(
  world: LedgerWorld,
  [issuer, wallet]: [WorldCooperative, number],
  host: WorldCooperative,
  amount: bigint,
  expiresInSeconds: number,
) {
  return request(world, {
    type: 'hold',
    amount,
    payer: wallet,
    gates: [{ account: wallet, role: 'payer' }],
    hold: {
      expiresInSeconds,
      lines: [
        { account: wallet, side: 'debit', amount },
        { account: issuer.clearing, side: 'credit', amount },
        { account: host.till, side: 'credit', amount },
      ],
    },
  });
}

/** The posting of such a withdrawal, in part or whole. */
export function withdrawalCapture(
  world: LedgerWorld,
  hold: PostingRequest,
  issuer: WorldCooperative,
  host: WorldCooperative,
  amount: bigint,
  final: boolean,
) {
  const wallet = hold.payer ?? 0;
  return request(world, {
    type: 'capture',
    amount,
    completion: {
      kind: 'capture',
      obligation: hold.id,
      final,
      release: [
        { account: wallet, side: 'debit', amount },
        { account: issuer.clearing, side: 'credit', amount },
        { account: host.till, side: 'credit', amount },
      ],
    },
    legs: [
      leg(wallet, issuer.clearing, amount),
      leg(host.clearing, host.till, amount),
      leg(issuer.position, host.position, amount),
    ],
  });
}

/**
 * Gives back of an act's principal by the legs that brought it, reversed; fees stay where they are.
 */
export function returnOf(
  world: LedgerWorld,
  given: PostingRequest,
  kind: 'refund' | 'reversal',
  amount: bigint,
  before: bigint,
) {
  return request(world, {
    type: kind,
    amount,
    returnOf: { transfer: given.id, whole: given.amount, before, kind },
    legs: given.legs
      .filter(({ component }) => component === 'principal')
      .map(({ debit, credit }) => leg(credit, debit, amount)),
  });
}

/** Cash over the counter into a wallet of the till's own cooperative. */
export function tillDeposit(
  world: LedgerWorld,
  coop: WorldCooperative,
  wallet: number,
  amount: bigint,
) {
  return request(world, {
    type: 'deposit',
    amount,
    payee: wallet,
    gates: [
      { account: coop.till, role: 'till' },
      { account: wallet, role: 'payee' },
    ],
    legs: [{ ...leg(coop.till, wallet, amount), component: 'cash' }],
  });
}
