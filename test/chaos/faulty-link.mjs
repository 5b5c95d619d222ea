// A TCP proxy that can be cut, slowed down, refused and left half open while the run goes on.
import net from 'node:net';

/**
 * Starts a link on a free port of this machine.
 * @param target gives the port behind it, which may change when a process starts anew; undefined: nobody is there
 */
export async function startLink(name, target) {
  const link = new FaultyLink(name, target);
  await link.listen();
  return link;
}

class FaultyLink {
  #target;
  #pairs = new Set();
  #delayMs = 0;
  #isRefusing = false;
  #server = net.createServer((near) => this.#accept(near));

  constructor(name, target) {
    this.name = name;
    this.#target = target;
  }

  listen() {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get port() {
    return this.#server.address().port;
  }

  /** Every connection ends at once, whatever was on its way. */
  cut() {
    for (const pair of this.#pairs) pair.end();
  }

  /** From now on each piece of data is late by so much. 0: not any more. */
  slow(milliseconds) {
    this.#delayMs = milliseconds;
  }

  /** No new connections. */
  refuse(isRefusing) {
    this.#isRefusing = isRefusing;
  }

  /**
   * The far side sees its connections end, the near side hears nothing any more, and is not told, until the returned
   * function is called: a machine that lost its power, or a firewall that forgot a connection.
   */
  leaveHalfOpen() {
    const left = [...this.#pairs];
    for (const pair of left) pair.leaveHalfOpen();
    return () => {
      for (const pair of left) pair.end();
    };
  }

  close() {
    this.cut();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(near) {
    const port = this.#target();
    if (this.#isRefusing || port === undefined) {
      near.destroy();
      return;
    }
    const far = net.connect({ port, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    const pair = new Pair(near, far, () => this.#delayMs);
    this.#pairs.add(pair);
    pair.onEnd(() => this.#pairs.delete(pair));
  }
}

/** Two sockets, and what goes from one to the other. */
class Pair {
  #near;
  #far;
  #isHalfOpen = false;
  #onEnd = () => undefined;

  constructor(near, far, delayMs) {
    this.#near = near;
    this.#far = far;
    this.#forward(near, far, delayMs);
    this.#forward(far, near, delayMs);
    near.on('close', () => this.end());
    far.on('close', () => {
      if (!this.#isHalfOpen) this.end();
    });
  }

  onEnd(listener) {
    this.#onEnd = listener;
  }

  leaveHalfOpen() {
    this.#isHalfOpen = true;
    this.#far.destroy();
  }

  end() {
    this.#near.destroy();
    this.#far.destroy();
    this.#onEnd();
  }

  /** What is late stays in order: each piece waits for the one before it. */
  #forward(from, to, delayMs) {
    let queue = Promise.resolve();
    let waiting = 0;
    const write = (data) => {
      if (!to.destroyed && !this.#isHalfOpen) to.write(data);
    };
    const writeAfter = async (before, due, data) => {
      await before;
      const rest = due - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      waiting -= 1;
      write(data);
    };
    from.on('error', () => this.end());
    from.on('data', (data) => {
      const delay = delayMs();
      if (delay === 0 && waiting === 0) {
        write(data);
        return;
      }
      waiting += 1;
      const due = performance.now() + delay;
      queue = writeAfter(queue, due, data);
    });
  }
}
