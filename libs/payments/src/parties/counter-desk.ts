import type { Identity } from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import type { Member, Merchant } from '@app/participants';

import type { CounterTries } from './counter-tries.js';
import type { FoundParty, PartyFinder, PartyReference } from './party-finder.js';

/** A member as a teller of any cooperative may see them. */
export type FoundMember = Extract<FoundParty, { readonly kind: 'member' }>;

/** How a teller names a member; `within` is the cooperative (uuid), for a person who is a member of several. */
export type MemberReference =
  | Exclude<PartyReference, { readonly merchant: string } | { readonly phone: string }>
  | { readonly phone: string; readonly within?: string | undefined };

export interface CounterDeskPorts {
  readonly finder: Pick<PartyFinder, 'find' | 'members'>;
  readonly tries: Pick<CounterTries, 'count'>;
}

/** Finding the person who stands at the counter, in any cooperative of the network. */
export class CounterDesk {
  constructor(private readonly ports: CounterDeskPorts) {}

  /**
   * Everybody whom the reference means, masked. Each question is counted: `rate_limited` for whoever asks for more
   * than a counter needs.
   */
  async lookUp(
    caller: Identity,
    reference: MemberReference,
  ): Promise<Result<FoundMember[], 'rate_limited'>> {
    const counted = await this.ports.tries.count(caller.principal, 'lookup');
    return counted.ok ? succeed(await this.find(caller, reference)) : counted;
  }

  /**
   * The one member whom the reference means. `not_found`, which is counted as a question and so may be `rate_limited`;
   * `validation_failed` (detail `field`) when the phone is that of a member of several cooperatives.
   */
  async one(
    caller: Identity,
    reference: MemberReference,
  ): Promise<Result<Member, 'not_found' | 'rate_limited' | 'validation_failed'>> {
    const found = await this.members(caller, reference);
    const [member] = found;
    if (member === undefined) {
      const counted = await this.ports.tries.count(caller.principal, 'lookup');
      return counted.ok ? fail('not_found') : counted;
    }
    if (found.length > 1) return fail('validation_failed', { field: 'member.cooperative_id' });
    return succeed(member);
  }

  /** A merchant of the caller's network; `not_found`. */
  async merchant(caller: Identity, uid: string): Promise<Result<Merchant, 'not_found'>> {
    if (caller.network === null) return fail('not_found');
    const [found] = await this.ports.finder.find(caller.network, { merchant: uid });
    return found?.kind === 'merchant' ? succeed(found.merchant) : fail('not_found');
  }

  private async find(caller: Identity, reference: MemberReference): Promise<FoundMember[]> {
    if (caller.network === null) return [];
    const { wanted, isMeant } = questionOf(reference);
    const found = await this.ports.finder.find(caller.network, wanted);
    return found.filter(
      (party): party is FoundMember => party.kind === 'member' && isMeant(party.member),
    );
  }

  /** Without names, which an act needs none of. */
  private async members(caller: Identity, reference: MemberReference): Promise<Member[]> {
    if (caller.network === null) return [];
    const { wanted, isMeant } = questionOf(reference);
    return (await this.ports.finder.members(caller.network, wanted)).filter(isMeant);
  }
}

function questionOf(reference: MemberReference) {
  const within = 'phone' in reference ? reference.within : undefined;
  return {
    wanted: 'phone' in reference ? { phone: reference.phone } : reference,
    isMeant: ({ cooperative }: Member) => within === undefined || cooperative === within,
  };
}
