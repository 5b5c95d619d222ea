/** Harm that only the database's owner can do, with triggers off, to a {@link postedWorld}. */
export interface LedgerDamage {
  /** Which of the ledger's twelve invariants then is false; others may be false with it. */
  readonly invariant: number;
  /** The rule of it that says so. */
  readonly rule: string;
  readonly what: string;
  readonly sql: string;
}

const WALLET = '(SELECT min(id) FROM ledger.account WHERE kind = 1)';
const FOREIGN_WALLET = '(SELECT max(id) FROM ledger.account WHERE kind = 1)';
const CLEARING = '(SELECT max(id) FROM ledger.account WHERE kind = 6 AND posted > 0)';
const POSITION = '(SELECT max(id) FROM ledger.account WHERE kind = 30 AND posted <> 0)';
const FIRST_PAYMENT = `(SELECT min(batch) FROM ledger.transfer WHERE reference = 'NOTA-1')`;
const OPEN_HOLD = `(SELECT id FROM ledger.obligation WHERE state = 'open' LIMIT 1)`;

function damage(invariant: number, rule: string, what: string, sql: string): LedgerDamage {
  return { invariant, rule, what, sql };
}

export const LEDGER_DAMAGES: readonly LedgerDamage[] = [
  damage(
    1,
    'leg_outside_its_book',
    'a leg into the book of another cooperative',
    `UPDATE ledger.transfer SET legs[4] = legs[4] >> 32 << 32 | ${FOREIGN_WALLET}
     WHERE batch = ${FIRST_PAYMENT} AND item = 0`,
  ),
  damage(
    1,
    'balances_not_zero',
    'money from nowhere',
    `UPDATE ledger.account SET posted = posted + 1 WHERE id = ${WALLET}`,
  ),
  damage(
    2,
    'balance_not_its_legs',
    'a balance moved to a neighbour',
    `UPDATE ledger.account SET posted = posted + CASE id WHEN ${WALLET} THEN 1 ELSE -1 END
     WHERE id IN (${WALLET}, ${WALLET} + 1)`,
  ),
  damage(
    2,
    'chain_of_balances_broken',
    'a balance on a statement',
    `UPDATE ledger.transfer SET legs[2] = legs[2] + 1
     WHERE batch = ${FIRST_PAYMENT} AND item = 0`,
  ),
  damage(
    2,
    'chain_of_balances_broken',
    'a lost balance point',
    `DELETE FROM ledger.balance_point
     WHERE batch = ${FIRST_PAYMENT} AND account < 0`,
  ),
  damage(
    2,
    'balance_point_without_legs',
    'an invented balance point',
    `INSERT INTO ledger.balance_point (account, batch, posted, first_item, last_item)
     SELECT min(account), 1000000000001, 0, 0, 0 FROM ledger.balance_point`,
  ),
  damage(
    2,
    'held_not_its_holds',
    'a hold that holds less',
    `UPDATE ledger.hold_line SET remaining = remaining - 1 WHERE obligation = ${OPEN_HOLD}`,
  ),
  damage(
    2,
    'chain_of_changes_broken',
    'a change taken out of the history',
    `DELETE FROM ledger.change WHERE (batch, position) = (SELECT batch, position FROM ledger.change
       WHERE kind = 1 ORDER BY batch LIMIT 1)`,
  ),
  damage(
    2,
    'present_not_its_changes',
    'an account closed by hand',
    `UPDATE ledger.account SET status = 2 WHERE id = ${FOREIGN_WALLET}`,
  ),
  damage(
    3,
    'below_zero',
    'an overdrawn wallet',
    `ALTER TABLE ledger.account DROP CONSTRAINT stays_above_minimum;
     UPDATE ledger.account SET posted = -1 WHERE id = ${WALLET}`,
  ),
  damage(
    3,
    'asset_below_zero',
    'a till that paid out what it had not',
    `ALTER TABLE ledger.account DROP CONSTRAINT stays_below_maximum;
     UPDATE ledger.account SET posted = 1 WHERE kind = 3`,
  ),
  damage(
    3,
    'bound_given_up',
    'credit for a wallet',
    `UPDATE ledger.account SET minimum = -1000 WHERE id = ${WALLET}`,
  ),
  damage(
    4,
    'debt_beyond_cap',
    'a cap below the debt',
    `ALTER TABLE ledger.account DROP CONSTRAINT stays_below_maximum;
     UPDATE ledger.account SET maximum = posted - 1 WHERE id = ${CLEARING}`,
  ),
  damage(
    4,
    'bilateral_not_its_legs',
    'a debt between two cooperatives that was counted low',
    'UPDATE ledger.bilateral SET net = net - 1',
  ),
  damage(
    4,
    'bilateral_not_its_holds',
    'a hold between two cooperatives that nobody placed',
    'UPDATE ledger.bilateral SET held_low = held_low + 1',
  ),
  damage(
    4,
    'cap_without_decision',
    'a cap that nobody raised',
    `UPDATE ledger.account SET maximum = maximum + 1 WHERE id = ${CLEARING}`,
  ),
  damage(
    4,
    'cap_apart_from_liquidity',
    'prefunding that raised the cap by more than it was',
    `UPDATE ledger.change SET after_value = after_value + 1 WHERE (batch, position) = (
       SELECT c.batch, c.position FROM ledger.change c JOIN ledger.transfer t ON t.batch = c.batch
       WHERE c.kind = 1 AND t.type = 21 ORDER BY c.batch LIMIT 1)`,
  ),
  damage(
    5,
    'position_not_clearing',
    'a position beside its clearing',
    `UPDATE ledger.account SET posted = posted + 1 WHERE id = ${POSITION}`,
  ),
  damage(
    5,
    'liquidity_not_deposit',
    'more liquidity than was deposited',
    `UPDATE ledger.account SET posted = posted + 1 WHERE kind = 32`,
  ),
  damage(
    6,
    'transfer_without_its_claims',
    'a lost claim',
    `DELETE FROM ledger.claim WHERE (value, principal) = (
       SELECT value, principal FROM ledger.claim ORDER BY value LIMIT 1)`,
  ),
  damage(
    6,
    'ticket_of_a_refusal',
    'a code used up by a payment that was refused',
    `INSERT INTO ledger.claim (value, principal, transfer, request_hash)
     SELECT gen_random_uuid(), '00000000-0000-8000-8000-000000000000', id, sha256('')
     FROM ledger.transfer WHERE refusal IS NOT NULL LIMIT 1`,
  ),
  damage(
    6,
    'claim_of_no_transfer',
    'a claim of somebody else',
    `UPDATE ledger.claim SET principal = gen_random_uuid() WHERE (value, principal) = (
       SELECT value, principal FROM ledger.claim ORDER BY value LIMIT 1)`,
  ),
  damage(
    6,
    'reference_twice',
    'one reference on two transfers',
    `UPDATE ledger.transfer SET reference = 'NOTA-1' WHERE reference = 'NOTA-2'`,
  ),
  damage(
    6,
    'transfer_twice',
    'a transfer written twice',
    `ALTER TABLE ledger.transfer DROP CONSTRAINT transfer_pkey CASCADE;
     DROP INDEX ledger.transfer_place;
     INSERT INTO ledger.transfer SELECT * FROM ledger.transfer WHERE batch = ${FIRST_PAYMENT}`,
  ),
  damage(
    7,
    'captured_beyond_hold',
    'a capture without a transfer',
    `UPDATE ledger.obligation SET captured = captured + 1 WHERE id = ${OPEN_HOLD}`,
  ),
  damage(
    7,
    'hold_not_its_request',
    'a hold of more than was asked for',
    `UPDATE ledger.obligation SET authorised = authorised + 1 WHERE id = ${OPEN_HOLD}`,
  ),
  damage(
    7,
    'ended_hold_holds',
    'an ended hold that still holds',
    `UPDATE ledger.hold_line SET remaining = 5
     WHERE obligation = (SELECT id FROM ledger.obligation WHERE state = 'voided')`,
  ),
  damage(
    7,
    'returned_not_its_returns',
    'a refund that is forgotten',
    `UPDATE ledger.return_obligation SET returned = returned - 1 WHERE state = 'open'`,
  ),
  damage(
    7,
    'returned_not_its_returns',
    'a second reversal',
    `INSERT INTO ledger.transfer SELECT (jsonb_populate_record(t, jsonb_build_object('id',
       gen_random_uuid(), 'item', item + 100))).* FROM ledger.transfer t WHERE type = 7`,
  ),
  damage(
    7,
    'reversed_beside_refunds',
    'a reversal that is called a refund',
    `UPDATE ledger.transfer SET type = 6 WHERE type = 7`,
  ),
  damage(
    7,
    'return_not_of_its_transfer',
    'a payment of which more may be given back than was paid',
    `UPDATE ledger.return_obligation SET whole = whole + 1 WHERE state = 'open'`,
  ),
  damage(
    7,
    'return_of_nothing',
    'a refund of which nothing is known',
    `DELETE FROM ledger.return_obligation WHERE state = 'open'`,
  ),
  damage(
    8,
    'batch_outside_its_cycle',
    'a batch pushed into a closed cycle',
    `UPDATE ledger.batch SET cycle = (SELECT min(id) FROM ledger.cycle)
     WHERE number = (SELECT max(number) FROM ledger.batch)`,
  ),
  damage(
    8,
    'cycles_do_not_tile',
    'a gap between two cycles',
    `UPDATE ledger.cycle SET first_batch = first_batch + 1 WHERE state = 'OPEN'`,
  ),
  damage(
    8,
    'paid_not_the_nets',
    'a cycle called settled that nobody paid',
    `UPDATE ledger.transfer SET legs = (SELECT array_agg(
         CASE WHEN n % 5 = 0 AND (v & 65535) % 100 = 9 THEN v >> 16 << 16 | 5001 ELSE v END ORDER BY n)
       FROM unnest(legs) WITH ORDINALITY AS u (v, n)) WHERE leg_count > 0`,
  ),
  damage(
    9,
    'right_to_change',
    'a right to change legs',
    'GRANT UPDATE (legs) ON ledger.transfer TO simpul_ledger',
  ),
  damage(
    9,
    'right_to_post',
    'a right to post beside the engine',
    'GRANT INSERT ON ledger.transfer TO simpul_app',
  ),
  damage(
    9,
    'trigger_missing',
    'a disabled trigger',
    'ALTER TABLE ledger.transfer DISABLE TRIGGER append_only',
  ),
  damage(
    9,
    'role_owns',
    'a table of the application’s own',
    'ALTER TABLE ledger.usage OWNER TO simpul_app',
  ),
  damage(
    10,
    'state_not_its_steps',
    'a hold opened again',
    `UPDATE ledger.obligation SET state = 'open' WHERE state = 'voided'`,
  ),
  damage(
    10,
    'step_not_declared',
    'a step backwards',
    `INSERT INTO ledger.state_change (machine, subject, from_state, to_state)
     SELECT 'cycle', id::text, 'SETTLED', 'OPEN' FROM ledger.cycle WHERE state = 'SETTLED'`,
  ),
  damage(
    11,
    'not_covered',
    'money gone from the settlement bank',
    `UPDATE ledger.account SET posted = posted + 1000000 WHERE kind = 31`,
  ),
  damage(
    12,
    'hash_wrong',
    'another description',
    `UPDATE ledger.transfer SET description = 'Warung Siti' WHERE reference = 'NOTA-1'`,
  ),
  damage(
    12,
    'hash_wrong',
    'a refund of another payment',
    `UPDATE ledger.transfer SET original = gen_random_uuid() WHERE type = 6`,
  ),
  damage(
    12,
    'batch_missing',
    'a lost batch',
    `DELETE FROM ledger.batch WHERE number = ${FIRST_PAYMENT}`,
  ),
  damage(
    12,
    'head_not_the_last_batch',
    'a head that forgot its hash',
    `UPDATE ledger.head SET hash = sha256('')`,
  ),
  damage(
    12,
    'legs_with_a_gap',
    'a lost leg',
    `UPDATE ledger.transfer SET legs = trim_array(legs, 5), leg_count = leg_count - 1
     WHERE batch = ${FIRST_PAYMENT} AND item = 0`,
  ),
  damage(
    12,
    'transfers_do_not_tile',
    'a transfer with the legs of its neighbour',
    `UPDATE ledger.transfer SET first_leg = 1 WHERE batch = ${FIRST_PAYMENT}`,
  ),
];
