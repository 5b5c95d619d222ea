// Starts one PostgreSQL for the whole test run, unless the developer named a server. Runs outside
// jest's module system: jest compiles TypeScript here, but resolves nothing, so the aliases are
// resolved below.
const { existsSync, mkdtempSync } = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

async function setup() {
  process.env.TEST_LOGS = mkdtempSync(path.join(os.tmpdir(), 'simpul-test-logs-'));
  const named = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
  if (named) {
    process.env.TEST_DATABASE_URL = named;
    return;
  }
  const { startTestServer } = requireTypeScript('libs/testing/src/test-server.ts');
  globalThis.testServer = await startTestServer();
  process.env.TEST_DATABASE_URL = globalThis.testServer.url;
  process.env.TEST_SERVER_LOG = globalThis.testServer.log;
}

function requireTypeScript(file) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveSource(request, parent, ...rest) {
    return resolve.call(this, sourceOf(request, parent) ?? request, parent, ...rest);
  };
  try {
    return require(path.join(root, file));
  } finally {
    Module._resolveFilename = resolve;
  }
}

function sourceOf(request, parent) {
  const alias = /^@app\/([^/]+)$/.exec(request);
  if (alias) return path.join(root, `libs/${alias[1]}/src/index.ts`);
  if (!/^\.{1,2}\/.*\.js$/.test(request) || !parent) return undefined;
  const file = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
  return existsSync(file) ? file : undefined;
}

module.exports = setup;
