import { DEMO_PASSWORD, DEMO_PIN, demoTotpCode } from '../credentials.js';
import type { Reply, RestClient } from './rest-client.js';

interface Session {
  readonly token: Promise<string>;
  readonly since: number;
}

/** A code of the authenticator app is good for approvals for five minutes; staff sign in anew a little before. */
const FRESH_MS = 4 * 60_000;

/** Signs people in when they are first needed, and again when their token grows old. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly client: RestClient) {}

  /** A token of staff, by user name. */
  staff(username: string): Promise<string> {
    const credentials = () => ({
      username,
      password: DEMO_PASSWORD,
      totp: demoTotpCode(username),
    });
    return this.tokenOf(username, credentials);
  }

  /** A token of a member, by phone. */
  member(phone: string): Promise<string> {
    return this.tokenOf(phone, () => ({ phone, pin: DEMO_PIN }));
  }

  /** A token of a member as the owner of a shop, by phone. */
  owner(phone: string): Promise<string> {
    const credentials = () => ({ phone, pin: DEMO_PIN, role: 'merchant_owner' });
    return this.tokenOf(`${phone} as owner`, credentials);
  }

  /** Signs a member in, with whatever PIN, and gives the answer. */
  signIn(phone: string, pin: string): Promise<Reply> {
    return this.client.send('POST', '/v1/auth/token', { body: { phone, pin } });
  }

  private tokenOf(name: string, credentials: () => object): Promise<string> {
    const known = this.sessions.get(name);
    if (known !== undefined && Date.now() - known.since < FRESH_MS) return known.token;
    const token = this.client
      .must('POST', '/v1/auth/token', { body: credentials() })
      .then((reply) => reply.text('access_token'));
    this.sessions.set(name, { token, since: Date.now() });
    return token;
  }
}
