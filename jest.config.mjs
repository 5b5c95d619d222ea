// Jest 30 cannot require() an ES module before Node 24.9, and Nest 12 is ESM only. So our files are compiled to CommonJS for
// tests, and the packages are loaded by Node (test/support/jest-environment.cjs); production runs ESM.
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

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/jest-environment.cjs',
  runtime: '<rootDir>/test/support/jest-runtime.cjs',
  transform: { '^.+\\.(ts|m?js)$': ['@swc/jest', swc] },
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
  // A worker that grows is replaced; what it shares among specs is a few hundred megabytes.
  workerIdleMemoryLimit: '2GB',
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
