import type { INestApplication } from '@nestjs/common';
import type { Identity } from '@app/access';
import { newUuid, type Sen } from '@app/core';
import { Ledger } from '@app/ledger';
import {
  CooperativeService,
  MemberService,
  MerchantService,
  type Cooperative,
  type Member,
  type Merchant,
  type Network,
} from '@app/participants';
import { aPhone, valueOf } from '@app/testing';

/** Makes cooperatives, members and merchants through the real services, and what no route of payments does. */
export function buildersOf(app: INestApplication, operator: Identity) {
  const money = moneyOf(app, operator);
  const members = app.get(MemberService);
  const merchants = app.get(MerchantService);
  const cooperatives = app.get(CooperativeService);
  let count = 0;
  const next = (): string => String((count += 1));

  async function setState(
    { uid }: Cooperative,
    ...states: readonly Cooperative['state'][]
  ): Promise<void> {
    for (const state of states) {
      valueOf(await cooperatives.changeState(operator, uid, state, 'untuk pengujian'));
    }
  }

  /** Active, with a cap of a billion rupiah. */
  async function aCooperative(network: Network, shortName: string): Promise<Cooperative> {
    const name = `Koperasi Kelurahan Merah Putih ${shortName}`;
    const made = valueOf(
      await cooperatives.create(operator, network, { name, shortName, city: 'Malang' }),
    );
    await setState(made, 'training', 'active');
    await money.setCap(made, 1_000_000_000_00n);
    return made;
  }

  /** A member with this balance. */
  async function aMember(
    cooperative: Cooperative,
    { rupiah = 0, tier = 'registered' }: { rupiah?: number; tier?: Member['tier'] } = {},
  ): Promise<Member> {
    const person = { fullName: 'Budi Santoso', phone: aPhone() };
    const wanted = { ...person, number: next(), tier };
    const { member } = valueOf(await members.create(cooperative, wanted));
    if (rupiah > 0) await money.fund(member, cooperative, rupiah);
    return member;
  }

  /** Somebody's shop; a member's own if told. */
  async function aMerchant(cooperative: Cooperative, ownedBy?: Member): Promise<Merchant> {
    const owner =
      ownedBy === undefined
        ? { fullName: 'Siti Aminah', phone: aPhone() }
        : { member: ownedBy.uid };
    const wanted = { name: `Toko ${next()}`, criterion: 'UMI', owner } as const;
    return valueOf(await merchants.create(cooperative, wanted)).merchant;
  }

  return { ...money, aCooperative, aMember, aMerchant, setState };
}

/** Posts straight to the ledger, under the operator's name. */
function moneyOf(app: INestApplication, operator: Identity) {
  const ledger = app.get(Ledger);

  async function post(network: number, request: object): Promise<void> {
    const outcome = await ledger.post({
      id: newUuid(),
      network,
      principal: operator.principal,
      key: newUuid(),
      requestHash: newUuid().replaceAll('-', ''),
      type: 'internal',
      amount: 0n,
      legs: [],
      ...request,
    });
    const posted = outcome.kind === 'decided' && outcome.transfer.refusal === null;
    if (!posted) throw new Error(`not posted: ${outcome.kind}`);
  }

  /** Sets the net debit cap. */
  const setCap = ({ network, accounts }: Cooperative, cap: Sen): Promise<void> =>
    post(network, {
      type: 'cap_change',
      bounds: [{ account: accounts.clearing, bound: 'maximum', set: cap }],
    });

  const fund = (
    holder: Member | Merchant,
    { network, accounts }: Cooperative,
    rupiah: number,
  ): Promise<void> => {
    const amount = BigInt(rupiah) * 100n;
    const leg = { debit: accounts.openingBalance, credit: holder.wallet, amount };
    return post(network, {
      type: 'opening_balance',
      amount,
      legs: [{ ...leg, component: 'opening' }],
    });
  };

  const setStatus = (
    { network, wallet }: Member | Merchant,
    to: 'open' | 'frozen' | 'closed',
  ): Promise<void> =>
    post(network, { type: 'account_status', statuses: [{ account: wallet, to }] });

  return { post, setCap, fund, setStatus };
}
