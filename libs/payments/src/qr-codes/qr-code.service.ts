import type { PersonStore } from '@app/access';
import { fail, invariant, maskName, newUuid, succeed, type Result, type Sen } from '@app/core';
import type { Cooperative, Member, Merchant, Network } from '@app/participants';
import type { EntityManager } from 'typeorm';

import type { Replayable } from '../payment/posting-failure.js';
import { postPlanned, type PostingPorts } from '../posting/post-planned.js';
import type { QrCodeView, QrHolder, QrKind, QrPurpose } from './qr-code.js';
import type { QrCodeQuery, QrCodeStore } from './qr-code.store.js';
import { endOf } from './qr-reader.js';
import { writeCustomerPayload } from './write-customer-payload.js';
import { writePayload, type QrisIdentity } from './write-payload.js';

/** How long a code for one use may be shown, in seconds. */
export const QR_SECONDS_MIN = 30;
export const QR_SECONDS_MAX = 7 * 86_400;

export interface QrCodePorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
    network(id: number): Promise<Network | undefined>;
  };
  readonly codes: QrCodeStore;
  readonly people: Pick<PersonStore, 'read'>;
  readonly manager: EntityManager;
}

export interface NewQrCode {
  readonly network: number;
  /** The person behind it: the scope of the key. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  readonly holder: QrHolder;
  readonly kind: QrKind;
  /** A merchant's is `payment`, a member's one of the others; a `charge` has no amount, since the shop says it. */
  readonly purpose: QrPurpose;
  /** In sen: whole rupiah. */
  readonly amount?: Sen | undefined;
  /** Printed in the picture's text, at most 25 characters. */
  readonly reference?: string | undefined;
  /** Of a dynamic code, {@link QR_SECONDS_MIN} to {@link QR_SECONDS_MAX}. */
  readonly expiresInSeconds: number;
}

export type QrCodeAnswer = Result<QrCodeView> & Replayable;

/** Codes that merchants and members show. Paying one is a payment, sending or deposit as any other. */
export class QrCodeService {
  constructor(private readonly ports: QrCodePorts) {}

  /**
   * Makes a code. Failures: `validation_failed` (detail `field`: a dynamic code of a shop without an amount, a static one of a
   * person), `qris_not_configured` (a live network that nobody has licensed), `idempotency_key_reused`.
   */
  async make(wanted: NewQrCode): Promise<QrCodeAnswer> {
    const before = await this.madeBefore(wanted);
    if (before !== undefined) return before;
    const isPayment = 'merchant' in wanted.holder;
    invariant(isPayment === (wanted.purpose === 'payment'), 'a purpose of somebody else');
    if (!isPayment && wanted.kind === 'static') {
      return { ...fail('validation_failed', { field: 'kind' }), replayed: false };
    }
    if (isPayment && wanted.kind === 'dynamic' && wanted.amount === undefined) {
      return { ...fail('validation_failed', { field: 'amount' }), replayed: false };
    }
    const identity = await this.identityFor(wanted.network);
    if (!identity.ok) return { ...identity, replayed: false };
    const made = await this.store(wanted, identity.value);
    if (made !== undefined) return { ...succeed(made), replayed: false };
    // Somebody else was faster with the same key.
    const first = await this.madeBefore(wanted);
    invariant(first !== undefined, 'a key that is taken has made a code');
    return first;
  }

  /** For its holder; `not_found` for everybody else. */
  async read(holder: QrHolder, uid: string): Promise<Result<QrCodeView, 'not_found'>> {
    const code = await this.ports.codes.view(uid);
    return code?.holder === uidOf(holder) ? succeed(code) : fail('not_found');
  }

  /** Newest first. */
  list(query: QrCodeQuery): Promise<QrCodeView[]> {
    return this.ports.codes.list(query);
  }

  /**
   * Takes a code back, for good. Against a payment in the same moment the ledger decides, and only one of the two
   * happens. Done again, it answers the same. Failures: `not_found`, `qr_code_used` (it was paid), `qr_code_expired`, and
   * those of {@link postPlanned}.
   */
  async cancel(
    caller: { readonly principal: string; readonly holder: QrHolder },
    uid: string,
  ): Promise<Result<QrCodeView>> {
    const code = await this.read(caller.holder, uid);
    if (!code.ok || code.value.state === 'cancelled') return code;
    const over = endOf(code.value);
    if (over !== undefined) return over;
    const order = {
      network: code.value.network,
      principal: caller.principal,
      key: `cancel qr code ${uid}`,
      requestHash: CANCELLATION,
    };
    const posted = await postPlanned(this.ports, order, () =>
      Promise.resolve(
        succeed({
          type: 'code_cancellation' as const,
          amount: 0n,
          payee: code.value.wallet,
          legs: [],
          ticket: { id: uid, code: 'qr_code_used' as const },
        }),
      ),
    );
    const after = await this.read(caller.holder, uid);
    // Another person of the shop may have been faster, which comes to the same.
    return posted.ok || (after.ok && after.value.state === 'cancelled') ? after : posted;
  }

  /** Sets under which identity a network's codes are QRIS, from the next code on. `not_found`. */
  async setIdentity(
    principal: string,
    network: number,
    identity: QrisIdentity,
  ): Promise<Result<QrisIdentity>> {
    if ((await this.ports.directory.network(network)) === undefined) return fail('not_found');
    await this.ports.codes.setIdentity(network, principal, identity);
    return succeed(identity);
  }

  /** Under which identity a network's codes are QRIS; `not_found` if it has none. */
  async identity(network: number): Promise<Result<QrisIdentity, 'not_found'>> {
    const identity = await this.ports.codes.identity(network);
    return identity === undefined ? fail('not_found') : succeed(identity);
  }

  private async madeBefore(wanted: NewQrCode): Promise<QrCodeAnswer | undefined> {
    const before = await this.ports.codes.madeBy(wanted.principal, wanted.key);
    if (before === undefined) return undefined;
    // A key is a person's, who may have several wallets: the same words for another one are another request.
    const isSame =
      before.requestHash === wanted.requestHash && before.holder === uidOf(wanted.holder);
    if (!isSame) return { ...fail('idempotency_key_reused'), replayed: false };
    const asMade = { ...before, state: 'active', paidBy: null, paidAt: null } as const;
    return { ...succeed(asMade), replayed: true };
  }

  /** null: the network isn't live, so its codes are tests, whatever identity it may have. */
  private async identityFor(network: number): Promise<Result<QrisIdentity | null>> {
    const found = await this.ports.directory.network(network);
    invariant(found !== undefined, `there is no network ${network}`);
    if (!found.live) return succeed(null);
    const identity = await this.ports.codes.identity(network);
    return identity === undefined ? fail('qris_not_configured') : succeed(identity);
  }

  private async store(wanted: NewQrCode, identity: QrisIdentity | null) {
    const uid = newUuid();
    const shown = await this.holderOf(wanted.holder);
    const cooperative = await this.ports.directory.cooperativeByUid(shown.cooperative);
    invariant(cooperative !== undefined, 'a cooperative is never deleted');
    const { kind, purpose } = wanted;
    const { wallet, name, criterion } = shown;
    const amount = wanted.amount ?? null;
    const reference = wanted.reference ?? null;
    const city = cooperative.city;
    return this.ports.codes.insert({
      uid,
      network: wanted.network,
      kind,
      purpose,
      holder: uidOf(wanted.holder),
      wallet,
      amount,
      reference,
      payload:
        purpose === 'charge'
          ? writeCustomerPayload({ uid, identity, wallet, name })
          : writePayload({
              uid,
              kind,
              purpose,
              identity,
              wallet,
              criterion,
              name,
              city,
              amount,
              reference,
            }),
      createdBy: wanted.principal,
      key: wanted.key,
      requestHash: wanted.requestHash,
      expiresInSeconds: kind === 'dynamic' ? wanted.expiresInSeconds : null,
    });
  }

  /** A shop's name is public; of a person a stranger who scans sees the first letters. */
  private async holderOf(holder: QrHolder) {
    const { directory, people, manager } = this.ports;
    if ('merchant' in holder) {
      const merchant = await directory.merchant(holder.merchant);
      invariant(merchant !== undefined, 'a token names a merchant that is not there');
      return merchant;
    }
    const member = await directory.member(holder.member);
    invariant(member !== undefined, 'a token names a member that is not there');
    const person = await people.read(manager, member.person);
    invariant(person !== undefined, 'a member is a person');
    return { ...member, name: maskName(person.fullName), criterion: null };
  }
}

/** What is asked by a cancellation follows from its key. */
const CANCELLATION = '0'.repeat(32);

function uidOf(holder: QrHolder): string {
  return 'merchant' in holder ? holder.merchant : holder.member;
}
