import type { FeeSchedule } from '@app/core';
import { asSwitch, Gathered, inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';

import { BoundedCache } from './bounded-cache.js';
import {
  readCalendar,
  readCooperative,
  readMemberByNumber,
  readMembers,
  readMerchant,
  readNetworks,
  readRules,
  readScheduleOf,
} from './directory.store.js';
import { readBilateralCaps } from './bilateral-cap.store.js';
import { limitsOf } from './bilateral-limits.js';
import type { Calendar, Cooperative, Member, Merchant, Network, Rules } from './directory-types.js';

/** Members and merchants remembered by each process; the one not asked for longest is forgotten first. */
const REMEMBERED_MAX = 100_000;

/**
 * The read side of the participants, made for the hot path: a payment finds all it needs in memory.
 *
 * What is remembered may be old, and that is safe: every change of rules bumps the network's epoch, and the
 * engine answers `stale` to whatever was computed under a former one. For that to hold, **ask for the rules
 * first and for members and merchants after them**: one read before the rules could be older than the epoch that
 * the posting carries. What is read serves whoever asks, so it is read in the switch's name. After `stale`, call {@link refresh} and ask for all of them again.
 */
export class Directory {
  private readonly rulesOf = new Map<number, Rules>();
  private readonly reading = new Map<number, { now: Promise<Rules>; next?: Promise<Rules> }>();
  private readonly members: BoundedCache<Member>;
  private readonly merchants: BoundedCache<Merchant>;
  private readonly membersAsked = new Gathered<string, Member | undefined>((uids) =>
    readMembers(this.dataSource, uids),
  );
  private readonly numbers: BoundedCache<string>;
  private readonly schedules = new Map<string, FeeSchedule>();
  private readonly networksByKey = new Map<number | string, Network>();
  /** Counts how often members and merchants were forgotten, so that a slow read can't bring an old one back. */
  private generation = 0;

  /** `rememberedMax` only for tests. */
  constructor(
    private readonly dataSource: DataSource,
    rememberedMax: number = REMEMBERED_MAX,
  ) {
    this.members = new BoundedCache(rememberedMax);
    this.merchants = new BoundedCache(rememberedMax);
    this.numbers = new BoundedCache(rememberedMax);
  }

  /**
   * The network's rules, as last read by this process. Throws InvariantError for a network that isn't there:
   * its number comes from a verified token or from a row of this database.
   */
  async rules(network: number): Promise<Rules> {
    const known = this.rulesOf.get(network);
    // Without a schedule nothing is ever posted that could turn out stale, so a first one must be looked for.
    return known === undefined || known.schedule === null ? this.refresh(network) : known;
  }

  /**
   * Reads the rules again, after the engine answered `stale`. With `atLeast`, the epoch that it named, rules that
   * somebody else has meanwhile read are enough; so a crowd of stale payments reads once.
   */
  async refresh(network: number, atLeast?: bigint): Promise<Rules> {
    const known = this.rulesOf.get(network);
    if (known !== undefined && atLeast !== undefined && known.epoch >= atLeast) return known;
    const current = this.reading.get(network);
    if (current === undefined) {
      const now = this.read(network);
      this.reading.set(network, { now });
      return now;
    }
    // The read under way may have begun before the change that the caller has heard of: only the next one is
    // sure to see it.
    current.next ??= current.now.then(
      () => this.refresh(network),
      () => this.refresh(network),
    );
    return current.next;
  }

  /**
   * Reads the rules of every network, for a process that is about to serve: what it then remembers of members and
   * merchants is as new as its rules, and the first act needs not wait for them.
   */
  async readAllRules(): Promise<void> {
    for (const { id } of await this.networks()) await this.rules(id);
  }

  /** Lets the next question read anew: this very process has just committed a change of the network's rules. */
  forget(network: number): void {
    this.rulesOf.delete(network);
    this.forgetParties();
  }

  /** A member as it is at the epoch of the rules asked for before, or newer; undefined if there is none. */
  async member(uid: string): Promise<Member | undefined> {
    const known = this.members.get(uid);
    if (known !== undefined) return known;
    const { generation } = this;
    const member = await this.membersAsked.ask(uid);
    if (member !== undefined && generation === this.generation) this.members.set(uid, member);
    return member;
  }

  /** The member (uuid) whom a cooperative (uuid) knows by this number, which is theirs for ever. */
  async memberByNumber(cooperative: string, number: string): Promise<string | undefined> {
    const key = `${cooperative}/${number}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const uid = await asSwitch(() => readMemberByNumber(this.dataSource, cooperative, number));
    if (uid !== undefined) this.numbers.set(key, uid);
    return uid;
  }

  /** A merchant as it is at the epoch of the rules asked for before, or newer; undefined if there is none. */
  async merchant(uid: string): Promise<Merchant | undefined> {
    const known = this.merchants.get(uid);
    if (known !== undefined) return known;
    const { generation } = this;
    const merchant = await asSwitch(() => readMerchant(this.dataSource, uid));
    if (merchant !== undefined && generation === this.generation) {
      this.merchants.set(uid, merchant);
    }
    return merchant;
  }

  /**
   * A fee schedule that was once in force, whatever is in force now; undefined for a version that the network never
   * had. A version never changes, so it is remembered for ever.
   */
  async scheduleOf(network: number, version: number): Promise<FeeSchedule | undefined> {
    const key = `${network}/${version}`;
    const known = this.schedules.get(key);
    if (known !== undefined) return known;
    const schedule = await readScheduleOf(this.dataSource, network, version);
    if (schedule !== undefined) this.schedules.set(key, schedule);
    return schedule;
  }

  /** A cooperative as it stands in the database now; the hot path finds it in {@link Rules.cooperatives}. */
  async cooperativeByUid(uid: string): Promise<Cooperative | undefined> {
    return readCooperative(this.dataSource, uid);
  }

  /** A network by its number or its uuid. */
  async network(key: number | string): Promise<Network | undefined> {
    const known = this.networksByKey.get(key);
    if (known !== undefined) return known;
    await this.networks();
    return this.networksByKey.get(key);
  }

  /** All networks, oldest first. */
  async networks(): Promise<readonly Network[]> {
    const networks = await readNetworks(this.dataSource);
    for (const network of networks) {
      this.networksByKey.set(network.id, network).set(network.uid, network);
    }
    return networks;
  }

  /** When the network's cycles are cut off, as it stands in the database now. */
  async calendar(network: number): Promise<Calendar> {
    return readCalendar(this.dataSource, network);
  }

  private async read(network: number): Promise<Rules> {
    try {
      const work = async (tx: EntityManager): Promise<Rules> => {
        const others = await readRules(tx, network);
        const caps = await readBilateralCaps(tx, network);
        return { ...others, bilateralLimits: limitsOf(caps, others.cooperatives) };
      };
      const rules = await asSwitch(() =>
        inTransaction(this.dataSource, work, { isolation: 'REPEATABLE READ' }),
      );
      if (this.rulesOf.get(network)?.epoch !== rules.epoch) this.forgetParties();
      this.rulesOf.set(network, rules);
      return rules;
    } finally {
      this.reading.delete(network);
    }
  }

  private forgetParties(): void {
    this.generation += 1;
    this.members.clear();
    this.merchants.clear();
  }
}
