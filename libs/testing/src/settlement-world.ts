import type { Identity } from '@app/access';
import { newUuid, openingBalance, paymentOffUs, type Sen } from '@app/core';
import {
  Ledger,
  verifyLedger,
  type PostingOutcome,
  type PostingRequest,
  type VerifyReport,
} from '@app/ledger';
import { bilateralOf, type Cooperative, type Network, type Rules } from '@app/participants';
import {
  AdjustmentService,
  BilateralCapService,
  breakResolution,
  CapChangeService,
  CycleService,
  CycleTally,
  DebtorDeadlines,
  DirectPaymentService,
  DisputeService,
  FundsDesk,
  FundsReversalService,
  FundsService,
  LiquidityService,
  PositionWatch,
  ReconciliationService,
  SettlementByBank,
  SettlementService,
  SettlementTermsService,
} from '@app/settlement';
import pg from 'pg';

import { valueOf } from './access-world.js';
import { anIdentity, participantsWorld, type ParticipantsWorld } from './participants-world.js';

export type SettlementWorld = Awaited<ReturnType<typeof settlementWorld>>;

/** A cooperative with one wallet full of money, that pays and is paid. */
export interface Party {
  readonly cooperative: Cooperative;
  readonly wallet: number;
}

/**
 * The participants' world with the services of settlement, a second operator and a second engine.
 */
export async function settlementWorld() {
  const world = await participantsWorld();
  const { dataSource, ledger, reads, directory, access, database } = world;
  const otherLedger = new Ledger({ url: database.ledgerUrl }, reads);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  const checker = anIdentity(
    'operator',
    valueOf(
      await access.onboarding.registerPerson(dataSource.manager, {
        network: null,
        fullName: 'Agus Operator',
      }),
    ),
  );
  const services = {
    cycles: new CycleService(dataSource),
    tally: new CycleTally(dataSource),
    settlements: new SettlementService({ dataSource, ledger, reads, directory }),
    liquidity: new LiquidityService({ dataSource, ledger, directory }),
  };
  const bank = bankOf(world, services);
  return {
    ...world,
    ...services,
    ...bank,
    ...partiesOf(world, services),
    ...actsOf(world, services),
    owner,
    otherLedger,
    maker: world.operator,
    checker,
    /** Everything that the ledger must keep, checked against all that is stored. */
    verify: (): Promise<VerifyReport> => verifyLedger(owner),
    close: async () => {
      await otherLedger.close();
      await owner.end();
      await world.close();
    },
  };
}

/** A new key, as a client makes one for each request. */
export function aKey() {
  return { key: newUuid(), requestHash: newUuid().replaceAll('-', '') };
}

interface Services {
  readonly cycles: CycleService;
  readonly liquidity: LiquidityService;
}

/** What two persons agree to, and what moves at the settlement bank. */
function bankOf(
  world: ParticipantsWorld,
  { liquidity, settlements }: Services & { readonly settlements: SettlementService },
) {
  const { dataSource, ledger, reads, directory, cooperatives, access } = world;
  const { approvals, alerts } = access;
  const desk = new FundsDesk({ dataSource, ledger, directory });
  const caps = new CapChangeService({ dataSource, directory, liquidity, approvals });
  const bilateralCaps = new BilateralCapService({ dataSource, directory, approvals });
  const terms = new SettlementTermsService({ dataSource, approvals });
  const disputes = new DisputeService({ ...world, approvals, alerts });
  const adjustments = new AdjustmentService({ dataSource, ledger, reads, approvals });
  const fundsReversals = new FundsReversalService({ dataSource, desk, approvals });
  approvals.register(fundsReversals.kind());
  approvals.register(caps.kind());
  approvals.register(bilateralCaps.kind());
  approvals.register(terms.kind());
  approvals.register(disputes.kind());
  approvals.register(adjustments.kind());
  approvals.register(breakResolution({ dataSource, ledger, directory, desk }));
  return {
    desk,
    fundsReversals,
    caps,
    bilateralCaps,
    terms,
    disputes,
    adjustments,
    funds: new FundsService({ dataSource, desk, liquidity }),
    byBank: new SettlementByBank({ dataSource, liquidity, settlements }),
    direct: new DirectPaymentService({ dataSource, reads, settlements }),
    deadlines: new DebtorDeadlines({ dataSource, cooperatives, alerts }),
    watch: new PositionWatch({ dataSource, alerts }),
    reconciliation: new ReconciliationService({ dataSource, directory, approvals, alerts }),
  };
}

function partiesOf(world: ParticipantsWorld, { liquidity }: Services) {
  const { operator, ledger } = world;
  let count = 0;

  /** A cooperative with this much prefunded, an unsecured line, and a rich member. In sen. */
  async function aParty(
    network: Network,
    { prefunded = 0n, line = 100_000_000_00n }: { prefunded?: Sen; line?: Sen } = {},
  ): Promise<Party> {
    const cooperative = await world.aCooperative(network);
    const { member } = await world.aMember(cooperative);
    const wealth = 10_000_000_000_00n;
    posted(
      await ledger.post({
        id: newUuid(),
        network: network.id,
        principal: operator.principal,
        ...aKey(),
        type: 'opening_balance',
        amount: wealth,
        legs: openingBalance({
          openingBalance: cooperative.accounts.openingBalance,
          wallet: member.wallet,
          amount: wealth,
        }),
      }),
    );
    const unsecuredLine = { unsecuredLine: line, ...aKey() };
    valueOf(await liquidity.setUnsecuredLine(operator, cooperative.uid, unsecuredLine));
    const party = { cooperative, wallet: member.wallet };
    if (prefunded > 0n) await prefund(party, prefunded);
    return party;
  }

  async function prefund({ cooperative }: Party, amount: Sen): Promise<void> {
    const order = { amount, bankReference: `BCA-${(count += 1)}`, ...aKey() };
    valueOf(await liquidity.fundsIn(operator, cooperative.uid, order));
  }

  return { aParty, prefund };
}

function actsOf(
  { operator, ledger, directory }: ParticipantsWorld,
  { cycles, liquidity }: Services,
) {
  /**
   * A payment between two cooperatives: 0.4 % each to issuer and acquirer, 0.2 % to the switch. In
   * sen.
   */
  async function pay(
    from: Party,
    to: Party,
    amount: Sen,
    engine: Ledger = ledger,
  ): Promise<PostingOutcome> {
    const { network } = from.cooperative;
    for (;;) {
      const rules = await directory.rules(network);
      const request = paymentRequest(operator.principal, from, to, amount, rules);
      const bilateral = bilateralOf(rules, request);
      const outcome = await engine.post({
        ...request,
        ...(bilateral && { bilateral }),
        epoch: rules.epoch,
      });
      if (outcome.kind !== 'stale') return outcome;
      await directory.refresh(network, outcome.epoch);
    }
  }

  /** Closes and nets the open cycle; answers its uuid. */
  async function endCycle(network: Network): Promise<string> {
    const { uid } = await cycles.open(network.id);
    valueOf(await cycles.close(network.id, uid, null));
    valueOf(await cycles.net(uid));
    return uid;
  }

  const positionOf = ({ cooperative }: Party, caller: Identity = operator) =>
    liquidity.position(caller, cooperative.uid).then(valueOf);

  return { pay, endCycle, positionOf };
}

function paymentRequest(
  principal: string,
  from: Party,
  to: Party,
  amount: Sen,
  { switchAccounts }: Rules,
): PostingRequest {
  const { network, accounts: issuer } = from.cooperative;
  const { accounts: acquirer } = to.cooperative;
  return {
    id: newUuid(),
    network,
    principal,
    ...aKey(),
    type: 'payment',
    amount,
    payer: from.wallet,
    payee: to.wallet,
    issuer: from.cooperative.book,
    acquirer: to.cooperative.book,
    legs: paymentOffUs({
      issuer: {
        payer: from.wallet,
        clearing: issuer.clearing,
        interchangeIncome: issuer.interchangeIncome,
      },
      acquirer: {
        clearing: acquirer.clearing,
        merchant: to.wallet,
        feeIncome: acquirer.feeIncome,
      },
      switch: {
        issuerPosition: issuer.position,
        acquirerPosition: acquirer.position,
        switchFeeIncome: switchAccounts.switchFeeIncome,
      },
      principal: amount,
      mdr: {
        issuer: (amount * 4n) / 1000n,
        acquirer: (amount * 4n) / 1000n,
        switch: (amount * 2n) / 1000n,
      },
    }),
  };
}

/** The transfer of an outcome that must have been posted. */
export function posted(outcome: PostingOutcome) {
  if (outcome.kind !== 'decided' || outcome.transfer.refusal !== null) {
    const refusal = outcome.kind === 'decided' ? outcome.transfer.refusal?.code : outcome.kind;
    throw new Error(`not posted: ${String(refusal)}`);
  }
  return outcome.transfer;
}
