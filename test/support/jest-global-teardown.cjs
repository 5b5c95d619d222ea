module.exports = async function teardown() {
  if (!globalThis.testServer) return;
  await globalThis.testServer.stop();
  // Watch mode runs setup again in this process.
  delete globalThis.testServer;
  delete process.env.TEST_DATABASE_URL;
};
