interface Window {
  readonly endsAt: number;
  count: number;
}

export interface RateLimitOptions {
  /** Most of them within one window. */
  readonly most: number;
  readonly windowMs: number;
  /** Most keys remembered; when there are more, the oldest window is forgotten first. */
  readonly keys: number;
}

/** Counts by key in windows of fixed length, within bounded memory. Each process counts for itself. */
export class RateLimit {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly options: RateLimitOptions) {}

  /** Seconds to wait if the key has had its share, else 0. Counts nothing. */
  waitSeconds(key: string, now = Date.now()): number {
    const window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) return 0;
    return window.count < this.options.most ? 0 : Math.ceil((window.endsAt - now) / 1_000);
  }

  /** Counts one. */
  count(key: string, now = Date.now()): void {
    const window = this.windows.get(key);
    if (window !== undefined && window.endsAt > now) {
      window.count += 1;
      return;
    }
    this.windows.delete(key);
    this.windows.set(key, { endsAt: now + this.options.windowMs, count: 1 });
    if (this.windows.size <= this.options.keys) return;
    for (const oldest of this.windows.keys()) {
      this.windows.delete(oldest);
      return;
    }
  }
}

/** The network that an address belongs to: whoever has one IPv6 address has 2^64 of them. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Math.max(0, 8 - groups.length - rest.length) : 0;
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
