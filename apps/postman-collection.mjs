// The API as a Postman collection (format 2.1), which Bruno and others import too: made from docs/openapi.json, the journeys first.
// Called by apps/from-openapi.mjs.

/** What stands for itself in each journey, in the order in which it is done. */
const JOURNEYS = {
  'Sign in': ['createToken', 'refreshToken', 'createClientToken', 'stepUp', 'signOut'],
  Pay: [
    'listMerchants',
    'makeQrCode',
    'createQuote',
    'createPayment',
    'getPayment',
    'getMyBalance',
  ],
  Deposit: [
    'listTills',
    'openTillSession',
    'findMember',
    'createDeposit',
    'getDeposit',
    'closeTill',
  ],
  Withdraw: ['createWithdrawalCode', 'createWithdrawal', 'confirmWithdrawal', 'cancelWithdrawal'],
  Refund: ['listPayments', 'createRefund', 'getRefund'],
  Settle: [
    'listCycles',
    'closeCycle',
    'createSettlement',
    'approveSettlement',
    'createVerification',
  ],
  'Be told': ['registerWebhook', 'listWebhookDeliveries', 'resendWebhook', 'listEvents'],
};

/**
 * @param document what docs/openapi.json holds
 * @returns {Record<string, string>} the text of the file, by its path in the repository
 */
export function postmanCollection(document) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const byId = new Map(operations.map((one) => [one.operation.operationId, one]));
  const journeys = Object.entries(JOURNEYS).map(([name, ids]) => ({
    name,
    item: ids.map((id) => requestOf(known(byId, id), document)),
  }));
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))];
  const everything = tags
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => ({
      name,
      item: operations
        .filter(({ operation }) => operation.tags?.includes(name))
        .map((one) => requestOf(one, document)),
    }));
  const collection = {
    info: {
      name: `Simpul ${document.info.version}`,
      description:
        'Set `baseUrl`, sign in, and put the access token into `token`. The first folders are the journeys of docs/journeys.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [
      { key: 'baseUrl', value: 'http://localhost:3000' },
      { key: 'token', value: '' },
    ],
    item: [...journeys, { name: 'Everything', item: everything }],
  };
  return { 'docs/simpul.postman_collection.json': `${JSON.stringify(collection, null, 2)}\n` };
}

function known(byId, id) {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`the API has no ${id}`);
  return found;
}

function requestOf({ path, method, operation }, document) {
  const { summary, description, parameters = [], requestBody, security = [] } = operation;
  const isKeyed = parameters.some(
    ({ in: place, name }) => place === 'header' && name === 'Idempotency-Key',
  );
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const headers = [
    // Another one for each sending: to repeat one, write its key here.
    ...(isKeyed ? [{ key: 'Idempotency-Key', value: '{{$guid}}' }] : []),
    ...(type === undefined ? [] : [{ key: 'Content-Type', value: type }]),
  ];
  const body =
    type === 'application/json' ? JSON.stringify(exampleOf(content.schema, document), null, 2) : '';
  return {
    name: summary,
    request: {
      method: method.toUpperCase(),
      ...(description !== undefined && { description }),
      ...(security.length === 0 && { auth: { type: 'noauth' } }),
      header: headers,
      url: urlOf(path, parameters),
      ...(type !== undefined && { body: { mode: 'raw', raw: body } }),
    },
  };
}

function urlOf(path, parameters) {
  const query = parameters.filter(({ in: place }) => place === 'query');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parts = path
    .replaceAll(/\{(\w+)\}/g, ':$1')
    .split('/')
    .slice(1);
  return {
    raw: `{{baseUrl}}/${parts.join('/')}`,
    host: ['{{baseUrl}}'],
    path: parts,
    query: query.map(({ name, description, required }) => ({
      key: name,
      value: '',
      ...(description !== undefined && { description }),
      disabled: required !== true,
    })),
    variable: names.map((key) => ({ key, value: '' })),
  };
}

/** Left empty, whatever the document gives as an example. */
const SECRET = /pin$|password|totp|secret|token/;

/** Values to write over: an example where the document has one, else what the type has. */
function exampleOf(schema, document) {
  if (schema === undefined) return null;
  if (schema.$ref !== undefined) {
    return exampleOf(document.components.schemas[schema.$ref.split('/').at(-1)], document);
  }
  const [either] = schema.oneOf ?? schema.anyOf ?? schema.allOf ?? [];
  if (either !== undefined) return exampleOf(either, document);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') return membersOf(schema, document);
  if (schema.type === 'array') return [exampleOf(schema.items, document)];
  if (schema.type === 'boolean') return schema.default ?? false;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  return schema.default ?? (isNumber ? (schema.minimum ?? 0) : '');
}

/** What is required; of a body where nothing is, everything. */
function membersOf({ properties = {}, required = [] }, document) {
  const names = required.length > 0 ? required : Object.keys(properties);
  return Object.fromEntries(
    names.map((name) => [name, SECRET.test(name) ? '' : exampleOf(properties[name], document)]),
  );
}
