import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drainHttp } from './drain-http.js';

type Answer = () => void;

/** A server whose requests wait until the test answers them. */
async function slowServer(): Promise<{ server: Server; url: string; next: () => Promise<Answer> }> {
  const waiting: Answer[] = [];
  const wanted: ((answer: Answer) => void)[] = [];
  const server = createServer((_request, reply) => {
    const answer = (): void => void reply.end('done');
    const taker = wanted.shift();
    if (taker === undefined) waiting.push(answer);
    else taker(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const next = (): Promise<Answer> => {
    const answer = waiting.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => wanted.push(resolve));
  };
  return { server, url: `http://127.0.0.1:${portOf(server.address())}`, next };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (part: string) => (text += part));
      reply.on('end', () => resolve(text));
      reply.on('error', reject);
    });
    request.on('error', reject);
  });
}

describe('draining the HTTP server', () => {
  it('finishes what was accepted and takes nothing new', async () => {
    const { server, url, next } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    const accepted = ask(url, agent);
    const answer = await next();
    const drained = drainHttp(server, 30);
    await expect(ask(url, new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    answer();
    await expect(accepted).resolves.toBe('done');
    await drained;
    agent.destroy();
  });

  it('closes connections that idle', async () => {
    const { server, url, next } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    const first = ask(url, agent);
    (await next())();
    await first;
    await drainHttp(server, 30);
    agent.destroy();
  });

  it('cuts what is not finished in time', async () => {
    const { server, url, next } = await slowServer();
    const stuck = ask(url, new Agent());
    const outcome = expect(stuck).rejects.toMatchObject({ code: 'ECONNRESET' });
    await next();
    await drainHttp(server, 0.1);
    await outcome;
  });
});
