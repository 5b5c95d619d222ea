import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook, type SimpulEvent } from '@simpul/client';

/** A call that an endpoint got. */
export interface ReceivedCall {
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What an endpoint answers: a status, or nothing ever. */
export type Answering = (call: ReceivedCall) => number | 'never' | 'endless' | { location: string };

/** A program's endpoint on this machine. */
export async function webhookReceiver(answer: Answering = () => 200) {
  const calls: ReceivedCall[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body };
      calls.push(call);
      const said = answer(call);
      for (const wake of waiting.splice(0)) wake();
      if (said === 'never') return;
      if (said === 'endless') {
        response.writeHead(200);
        const flood = (): void => {
          while (response.writable && response.write('x'.repeat(65_536)));
        };
        response.on('drain', flood);
        response.on('error', () => undefined);
        flood();
      } else if (typeof said === 'object') {
        response.writeHead(302, said).end();
      } else {
        response.writeHead(said).end(`said ${said}`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/simpul`,
    calls,
    /** Resolves once there were so many calls. */
    until: async (count: number): Promise<void> => {
      while (calls.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The event of a call whose signature is right. Throws for any other. */
export function verified(secret: string, { headers, body }: ReceivedCall): SimpulEvent {
  return verifyWebhook(secret, body, headers);
}
