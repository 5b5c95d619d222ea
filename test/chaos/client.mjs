// Sends acts as a good client does: under a key, again and again until there is an answer, and sometimes once more.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_WITHIN_MS = 4_000;
const TRIES_MOST = 40;
const PAUSE_MS = { least: 40, most: 700 };
/** Answers that decide nothing: the same again, please. */
const UNDECIDED_STATUS = new Set([429, 503]);
const UNDECIDED_CODES = new Set(['request_in_progress', 'shutting_down']);
const DOCUMENTED_503 = new Set([
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
]);

/** Everything that was asked in a run, and what is known of it. */
export class Journal {
  entries = [];
  violations = [];
  beganAt = performance.now();
  foundAt;
  /** Acts of which only so many may be done: `rivals`, `most`, `of` what. */
  races = [];
  counts = { requests: 0, retries: 0, replays: 0, lost: 0 };

  /** Something that may never be seen; what is found first is kept whole. */
  violation(what, detail) {
    this.foundAt ??= performance.now();
    if (this.violations.length < 50) this.violations.push({ what, detail });
  }
}

export class Client {
  #ports;
  #journal;
  #chance;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  #isOver;

  /** @param ports of the links that lead to the API processes; `isOver`: whether to leave what is undecided for later */
  constructor({ ports, journal, chance, isOver }) {
    this.#ports = ports;
    this.#journal = journal;
    this.#chance = chance;
    this.#isOver = isOver;
  }

  /**
   * Asks for an act under `key` until it is decided.
   * @returns the answer's body when it was done; undefined when it was refused, or is not known yet
   */
  async act(entry) {
    this.#journal.entries.push(entry);
    await this.decide(entry);
    if (entry.answer !== undefined && this.#chance.isLikely(0.5)) await this.replay(entry, false);
    return doneBody(entry);
  }

  /** Sends an entry until its answer is known, or patience ends. */
  async decide(entry) {
    for (let attempt = 1; attempt <= TRIES_MOST; attempt += 1) {
      const answer = await this.send(entry);
      if (answer !== undefined) {
        entry.answer = answer;
        return;
      }
      if (this.#isOver() && attempt > 3) return;
      this.#journal.counts.retries += 1;
      const most = Math.min(PAUSE_MS.most, PAUSE_MS.least * 2 ** attempt);
      await pause(this.#chance.between(PAUSE_MS.least, most));
    }
  }

  /** Sends a decided act once more: it must be answered as before. @returns whether there was an answer */
  async replay(entry, isFinal) {
    this.#journal.counts.replays += 1;
    const again = await this.send(entry);
    if (again === undefined) return false;
    compare(entry, again, isFinal, this.#journal);
    return true;
  }

  /** @returns undefined when nothing is decided by it */
  async send(entry) {
    const port = this.#chance.oneOf(this.#ports);
    this.#journal.counts.requests += 1;
    let answer;
    try {
      answer = await request(port, entry, this.#agent);
    } catch {
      this.#journal.counts.lost += 1;
      return undefined;
    }
    return this.#judge(entry, answer);
  }

  #judge(entry, answer) {
    const code = answer.status >= 400 ? codeOf(answer.text) : undefined;
    if (answer.status >= 500 && !DOCUMENTED_503.has(code)) {
      this.#journal.violation('an undocumented answer', { of: entry.path, ...answer });
    }
    if (answer.status === 401) {
      // Every token is good for minutes yet, whatever clock a process sees.
      this.#journal.violation('a good token is refused', { of: entry.path, ...answer });
      return undefined;
    }
    if (UNDECIDED_STATUS.has(answer.status) || UNDECIDED_CODES.has(code)) return undefined;
    return answer.status >= 500 ? undefined : answer;
  }

  close() {
    this.#agent.destroy();
  }
}

/** One request on its own. @returns `status`, `text`, `isReplayed` @throws when no whole answer comes in time */
export function request(port, { method = 'POST', path, key, body, who }, agent) {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: who.header(),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(content !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(content),
    }),
  };
  return new Promise((resolve, reject) => {
    const asked = http.request({ host: '127.0.0.1', port, path, method, headers, agent });
    const timer = setTimeout(() => asked.destroy(new Error('no answer in time')), ANSWER_WITHIN_MS);
    const fail = (error) => {
      clearTimeout(timer);
      reject(new Error(`no answer of ${path}`, { cause: error }));
    };
    asked.on('error', fail);
    asked.on('response', (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('error', fail);
      reply.on('aborted', () => fail(new Error('the answer was cut')));
      reply.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: reply.statusCode,
          text: Buffer.concat(parts).toString('utf8'),
          isReplayed: reply.headers['idempotent-replayed'] === 'true',
        });
      });
    });
    asked.end(content);
  });
}

/** What was done stays done, to the byte; what was refused by the ledger stays refused. */
function compare(entry, again, isFinal, journal) {
  const { answer } = entry;
  const differs = (why) =>
    journal.violation(`a replay ${why}`, { kind: entry.kind, key: entry.key, answer, again });
  if (answer.status < 300) {
    if (again.status !== answer.status || again.text !== answer.text) differs('differs');
    else if (!again.isReplayed) differs('is not called one');
    return;
  }
  if (again.isReplayed) {
    const isSame = again.status === answer.status && refusalOf(again) === refusalOf(answer);
    if (!isSame) differs('differs');
  } else if (STORED.has(codeOf(answer.text))) {
    differs('of a stored refusal was decided anew');
  } else if (again.status < 300) {
    // What was never stored may come out otherwise the next time: then it is this answer that counts.
    if (isFinal) differs('of a refusal was posted');
    else entry.answer = { ...again, isReplayed: false };
  }
}

/** Refusals that only a posting batch decides: they are stored for ever. */
const STORED = new Set([
  'insufficient_funds',
  'cap_exceeded',
  'limit_exceeded',
  'refund_exceeds_payment',
  'till_short',
]);

/** A refusal but for the id of the request that it answers. */
function refusalOf({ text }) {
  const { request_id: _request, ...said } = JSON.parse(text);
  return JSON.stringify(said);
}

export function codeOf(text) {
  try {
    return JSON.parse(text).code;
  } catch {
    return undefined;
  }
}

/** The body of an answer that says it was done. */
export function doneBody({ answer }) {
  return answer !== undefined && answer.status < 300 ? JSON.parse(answer.text) : undefined;
}
