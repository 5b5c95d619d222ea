/** What each kind of id begins with. A prefix once given out never changes its meaning. */
export const ID_PREFIXES = [
  'net', // network
  'coop', // cooperative
  'mbr', // member
  'mrc', // merchant
  'csh', // cashier of a merchant
  'stf', // staff of a cooperative or of the operator
  'per', // person: whoever can sign in, whatever the roles
  'cli', // client: a program that signs in
  'key', // key or secret of a client
  'cns', // consent: what a member lets a partner's program do
  'ses', // session: one signed-in device
  'dev', // device a member is bound to
  'acc', // account in the ledger
  'trf', // transfer
  'pay', // payment
  'hld', // hold: an amount reserved until capture, void or expiry
  'rfd', // refund
  'rev', // reversal
  'dep', // cash deposit at a host
  'wdr', // cash withdrawal at a host
  'wdc', // one-time code for a cash withdrawal
  'tls', // till session: from opening a till to closing it
  'aut', // authorisation: a merchant's hold on a member's wallet
  'prq', // payment request: somebody asks somebody to pay
  'inv', // invoice between cooperatives
  'dsp', // dispute
  'qte', // quote: a fee promised until it expires
  'qrc', // QR code shown by a merchant
  'til', // till: a teller's cash drawer
  'fsc', // fee schedule
  'lim', // limit
  'cyc', // settlement cycle
  'stl', // settlement: one attempt at paying a cycle
  'fnd', // movement of prefunded money in or out
  'bst', // statement of the settlement bank
  'bln', // line of such a statement
  'apr', // approval request of a maker, waiting for a checker
  'imp', // import of members and opening balances
  'evt', // event, as webhooks and the event list show it
  'whk', // webhook endpoint
  'dlv', // delivery of an event to a webhook
  'alr', // alert
  'ntf', // notification
  'aud', // audit record
  'req', // one request to the API, as its Request-Id names it
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];
