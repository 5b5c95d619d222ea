import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy before PostgreSQL that can lose answers: `sever(pattern)` lets the next message that contains the
 * text through to the server, and cuts the client off before any answer comes back. `block()` refuses all.
 */
export interface SeveringProxy {
  /** The same connection string, through the proxy. */
  readonly url: string;
  /** `thenBlock`: nobody gets through after the cut, until `open()`. */
  sever(text: string, thenBlock?: boolean): void;
  block(): void;
  open(): void;
  close(): Promise<void>;
}

/** Starts a proxy before the server of `url`. */
export async function severingProxy(url: string): Promise<SeveringProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let pattern: string | undefined;
  let blocked = false;
  let blocksNext = false;
  const server = createServer((client) => {
    if (blocked) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      upstream.write(data);
      if (pattern !== undefined && data.includes(pattern)) {
        pattern = undefined;
        blocked = blocksNext;
        client.destroy();
        // The server is left to finish what it got.
        upstream.end();
      }
    });
    upstream.on('data', (data) => client.write(data));
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.toString(),
    sever: (text, thenBlock = false) => {
      pattern = text;
      blocksNext = thenBlock;
    },
    block: () => {
      blocked = true;
      for (const socket of sockets) socket.destroy();
    },
    open: () => {
      blocked = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
