const { rmSync } = require('node:fs');

module.exports = async function teardown() {
  rmSync(process.env.TEST_LOGS, { recursive: true, force: true });
  if (!globalThis.testServer) return;
  await globalThis.testServer.stop();
  // Watch mode runs setup again in this process.
  delete globalThis.testServer;
  delete process.env.TEST_DATABASE_URL;
  delete process.env.TEST_SERVER_LOG;
};
