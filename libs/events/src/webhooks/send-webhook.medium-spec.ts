import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookSender } from './send-webhook.js';

const call = (url: string) => ({ url, headers: {}, body: '{}' });

describe('H40 calling an endpoint that a stranger named', () => {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(request.url ?? '');
    if (request.url !== '/never') response.end('ok');
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    () => `https://127.0.0.1:${port}/`,
    () => `https://[::1]:${port}/`,
    () => `https://[::ffff:127.0.0.1]:${port}/`,
    () => 'https://169.254.169.254/latest/meta-data/',
    // A name that leads home: what it leads to is looked at when it is connected to.
    () => `https://localhost:${port}/`,
    () => `http://127.0.0.1:${port}/`,
    () => 'https://2130706433/',
  ])('H40 connects to no private address (%#)', async (url) => {
    const sender = new WebhookSender({ allowPrivate: false, timeoutMs: 2_000 });
    expect(await sender.send(call(url()))).toMatchObject({
      status: null,
      error: 'address_refused',
    });
    sender.close();
    expect(calls).toEqual([]);
  });

  it('does where that is allowed, and gives up on one that never answers', async () => {
    const sender = new WebhookSender({ allowPrivate: true, timeoutMs: 300 });
    expect(await sender.send(call(`http://localhost:${port}/yes`))).toMatchObject({
      status: 200,
      response: 'ok',
    });
    expect(await sender.send(call(`http://127.0.0.1:${port}/never`))).toMatchObject({
      status: null,
      error: 'timed_out',
    });
    sender.close();
  });
});
