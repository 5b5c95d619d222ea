// Small sabotages of the built application. A harness that finds none of them broken would find nothing.

const ENGINE = 'libs/ledger/src/engine/';
const JOURNAL = 'libs/core/src/journal/';

/**
 * Each is what somebody might get wrong: a text of the built code and what stands there instead. `faults` and `acts` say which
 * it takes to show, where not any will do.
 */
export const DEFECTS = [
  {
    name: 'answered before the commit',
    file: `${ENGINE}lane.js`,
    replace: 'this.sent.push({ batch, plan, client, failure, started });',
    by: 'this.sent.push({ batch, plan, client, failure, started }); this.deliver(batch, () => this.answer(batch, plan));',
    faults: { headHeld: 1, killApi: 1, crashPostgres: 1 },
  },
  {
    name: 'a leg dropped: the fee of the switch',
    file: `${JOURNAL}payment.js`,
    replace: "addLeg(legs, 'switch_fee', hub.acquirerPosition, hub.switchFeeIncome, mdr.switch);",
    by: '',
  },
  {
    name: 'a fee forgotten: the member pays none',
    file: `${JOURNAL}service.js`,
    replace: "addLeg(legs, 'member_fee', member, issuer.feeIncome, fees.member);",
    by: '',
  },
  {
    name: 'a hold forgotten',
    file: `${ENGINE}apply.js`,
    replace: 'hold(line, 1n);',
    by: ';',
  },
  {
    name: 'a hold ended twice',
    file: `${ENGINE}judge.js`,
    replace: "if (obligation.state !== 'open') {",
    by: 'if (false) {',
    acts: { authorisation: 5, withdrawal: 2, payment: 1 },
  },
  {
    name: 'the cap off by one sen',
    file: `${ENGINE}judge.js`,
    replace: 'if (bounds.maximum !== null && high > bounds.maximum) {',
    by: 'if (bounds.maximum !== null && high > bounds.maximum + 1n) {',
    acts: { payment: 1, edgeOfCap: 4 },
  },
  {
    name: 'funds not asked for',
    file: `${ENGINE}judge.js`,
    replace: 'if (bounds.minimum !== null && low < bounds.minimum) {',
    by: 'if (false) {',
    acts: { edgeOfWallet: 4, payment: 1 },
  },
  {
    name: 'refusals not stored',
    file: `${ENGINE}decide.js`,
    replace: 'draft.transfers.push(row);',
    by: "if (refusal !== undefined) return { kind: 'decided', row }; draft.transfers.push(row);",
  },
  {
    name: 'keys not claimed',
    file: `${ENGINE}decide.js`,
    replace: 'claim(state, draft, request, key, request.principal);',
    by: '',
  },
  {
    name: 'keys not looked up',
    file: `${ENGINE}decide.js`,
    replace: 'if (seen !== undefined) {',
    by: 'if (false) {',
  },
  {
    name: 'refunds not added up',
    file: `${ENGINE}returns.js`,
    replace: 'return request.amount > left',
    by: 'return request.amount > before.whole',
  },
  {
    name: 'the reference of a reversal not remembered',
    file: `${ENGINE}decide.js`,
    replace: 'claim(state, draft, request, reference, request.principal);',
    by: ';',
  },
  {
    name: 'discounts rounded down',
    file: 'libs/core/src/money/share.js',
    replace: 'return twice > divisor;',
    by: 'return false;',
  },
  {
    name: 'a repetition not told from the first time',
    file: `${ENGINE}lane.js`,
    replace: 'replayed: id !== waiting.request.id',
    by: 'replayed: false',
  },
  {
    name: 'a chain that does not cover the legs',
    file: `${ENGINE}hash.js`,
    replace: 'for (const l of batch.legs) {',
    by: 'for (const l of []) {',
  },
  {
    name: 'an endpoint that refused is not told again',
    file: 'libs/events/src/webhooks/webhook-delivery.js',
    replace: "state: isDone ? 'delivered'",
    by: "state: true ? 'delivered'",
  },
  {
    name: 'an act of staff answered before it is noted in the audit',
    file: 'apps/api/src/audit/request-trail.js',
    replace: 'await this.trail.note({',
    by: 'void (() => undefined)({',
  },
  {
    name: 'written past a lock: old copies of accounts overwrite newer ones',
    file: `${ENGINE}known-state.js`,
    replace: 'return this.number === undefined || this.number === last;',
    by: 'return true;',
    also: [
      {
        file: `${ENGINE}write.js`,
        replace: 'WHERE a.id = n.id AND a.version = n.version',
        by: 'WHERE a.id = n.id',
      },
    ],
  },
];

/** The other end: a run without any must find nothing, or what the others find says nothing. */
export const NO_DEFECT = { name: 'none', file: undefined };
