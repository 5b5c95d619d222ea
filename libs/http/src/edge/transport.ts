import { BlockList, isIPv6, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = ['127.0.0.0/8', '::1'];
/** Reading needs a credential in the header; everything else may carry one in its body too. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether credentials may come by this connection. Simpul speaks plain HTTP: in clear text they travel on this machine
 * only, or on the last yards from a proxy that speaks TLS with the client.
 */
export class Transport {
  private readonly safe = new BlockList();
  private readonly proxies = new BlockList();
  private readonly peers = new WeakMap<object, Peer>();

  /** @param trustedProxies addresses or networks, as `10.1.2.3` or `10.0.0.0/8` */
  constructor(trustedProxies: readonly string[]) {
    for (const entry of LOOPBACK) add(this.safe, entry);
    for (const entry of trustedProxies) {
      add(this.safe, entry);
      add(this.proxies, entry);
    }
  }

  /**
   * False for a request with a credential, or a body that may hold one, over plain HTTP from elsewhere, and for one
   * whose client came to the trusted proxy over plain HTTP (`X-Forwarded-Proto: http`).
   */
  admits({ method, headers, raw }: Pick<FastifyRequest, 'method' | 'headers' | 'raw'>): boolean {
    if (headers.authorization === undefined && READS.has(method)) return true;
    const { isSafe, isProxy } = this.peerOf(raw.socket);
    if (!isSafe) return false;
    const forwarded = headers['x-forwarded-proto'];
    if (forwarded === undefined || !isProxy) return true;
    return !String(forwarded)
      .split(',')
      .some((scheme) => scheme.trim().toLowerCase() === 'http');
  }

  /** The other end of a connection is the same for all that comes by it, and looking it up costs 20 µs. */
  private peerOf(socket: Pick<Socket, 'remoteAddress'>): Peer {
    const known = this.peers.get(socket);
    if (known !== undefined) return known;
    const { remoteAddress: address } = socket;
    // Once the client has gone away there is no address: nothing to be remembered.
    if (address === undefined) return NOBODY;
    const isSafe = contains(this.safe, address);
    const peer = { isSafe, isProxy: contains(this.proxies, address) };
    this.peers.set(socket, peer);
    return peer;
  }
}

/** What the address at the other end of a connection means. */
interface Peer {
  readonly isSafe: boolean;
  readonly isProxy: boolean;
}

const NOBODY: Peer = { isSafe: false, isProxy: false };

function add(list: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
