// A short day of invented people, over the API of the first release: a network, three cooperatives, shops, payments that are made and
// refused, a settled cycle, and money on its way when the day ends.
const PIN = '482917';
const PASSWORD = 'malang-raya-2026';
const DAY = '2026-03-02';
const COOPERATIVES = ['Dinoyo', 'Bumiayu', 'Sawojajar'];
const MEMBERS = [
  ['Budi Santoso', 0, 800_000],
  ['Siti Aminah', 1, 250_000],
  ['Agus Riyanto', 2, 300_000],
  ['Surip Karyono', 0, 1_500],
  ['Tari Wulansih', 1, 400_000],
  ['Karso Wiryo', 2, 90_000],
];
const SHOPS = [
  ['Toko Siti', 1, 1],
  ['Angkot Mas Agus', 2, 2],
  ['Warung Tari', 1, 4],
];
const idr = (rupiah) => ({ value: `${rupiah}.00`, currency: 'IDR' });

export class Office {
  #url;
  #tokens = new Map();
  #keys = 0;

  constructor(url) {
    this.#url = url;
  }

  /** @returns what the release said of members, cooperatives and acts */
  async playDay(codes) {
    for (const { username, code } of codes) {
      await this.#must('POST', '/v1/auth/activation', {
        body: { username, code, password: PASSWORD },
      });
    }
    const [maker, checker] = codes.map(({ username }) => ({ username, password: PASSWORD }));
    const calendar = { cutoffs: [], skip_sundays: true, holidays: [] };
    const opened = { name: 'Malang Raya', live: false, now: `${DAY}T01:00:00Z`, calendar };
    const network = await this.#must('POST', '/v1/networks', { who: maker, body: opened });
    const schedule = { network_id: network.id, preset: 'cooperative_simple' };
    await this.#must('POST', '/v1/fee-schedules', { who: maker, body: schedule });
    const cooperatives = [];
    for (const name of COOPERATIVES) {
      cooperatives.push(await this.#cooperative(maker, network, name));
    }
    const members = [];
    for (const [n, member] of MEMBERS.entries()) {
      members.push(await this.#member(maker, cooperatives, member, n));
    }
    const shops = [];
    for (const [name, cooperative, owner] of SHOPS) {
      const body = {
        cooperative_id: cooperatives[cooperative],
        name,
        criterion: 'UMI',
        owner_member_id: members[owner].id,
      };
      shops.push((await this.#must('POST', '/v1/merchants', { who: maker, body })).id);
    }
    const acts = await this.#acts(members, shops, 60);
    await this.#settle(maker, checker, network);
    acts.push(...(await this.#acts(members, shops, 30)));
    for (const member of members) await this.#look(member);
    const verified = await this.#must('POST', '/v1/verifications', { who: maker });
    return { network: network.id, cooperatives, members, shops, acts, verified: verified.ok };
  }

  async #cooperative(maker, { id: network_id }, short_name) {
    const body = {
      network_id,
      name: `Koperasi Kelurahan Merah Putih ${short_name}`,
      short_name,
      city: 'Malang',
    };
    const { id } = await this.#must('POST', '/v1/cooperatives', { who: maker, body });
    for (const state of ['training', 'active']) {
      await this.#must('POST', `/v1/cooperatives/${id}/state`, {
        who: maker,
        body: { state, reason: 'ikut jaringan' },
      });
    }
    const line = { unsecured_line: idr(1_000_000) };
    await this.#must('POST', `/v1/cooperatives/${id}/cap`, {
      who: maker,
      body: line,
      key: this.#key(),
    });
    const funds = { amount: idr(2_000_000), bank_reference: `BANK-${short_name}` };
    await this.#must('POST', `/v1/cooperatives/${id}/funds-in`, {
      who: maker,
      body: funds,
      key: this.#key(),
    });
    return id;
  }

  async #member(maker, cooperatives, [full_name, cooperative, rupiah], n) {
    const phone = `+62812300079${String(n).padStart(2, '0')}`;
    const body = {
      cooperative_id: cooperatives[cooperative],
      full_name,
      phone,
      number: `A-${n}`,
      tier: 'registered',
    };
    const { id, activation_code: code } = await this.#must('POST', '/v1/members', {
      who: maker,
      body,
    });
    await this.#must('POST', '/v1/auth/activation', { body: { phone, code, pin: PIN } });
    const opening = { who: maker, body: { amount: idr(rupiah) }, key: this.#key() };
    await this.#must('POST', `/v1/members/${id}/opening-balance`, opening);
    return { id, phone, pin: PIN };
  }

  /** Payments in turn, some too large, some quoted before. */
  async #acts(members, shops, count) {
    const acts = [];
    for (let n = 0; n < count; n += 1) {
      const payer = (n + Math.floor(n / 3)) % members.length;
      const body = {
        merchant_id: shops[n % shops.length],
        amount: idr(n % 17 === 3 ? 900_000 : 1_000 + 137 * n),
      };
      const who = members[payer];
      if (n % 4 === 1) {
        const quoted = await this.#ask('POST', '/v1/quotes', { who, body });
        if (quoted.status === 201) body.quote_id = quoted.answer.id;
      }
      const key = this.#key();
      const { status, answer } = await this.#ask('POST', '/v1/payments', { who, body, key });
      acts.push({ payer, body, key, status, answer });
    }
    return acts;
  }

  async #settle(maker, checker, { id }) {
    const { data } = await this.#must('GET', `/v1/cycles?network_id=${id}&state=OPEN`, {
      who: maker,
    });
    const cycle = data[0].id;
    await this.#must('POST', `/v1/cycles/${cycle}/close`, { who: maker });
    const proposed = { who: maker, body: { cycle_id: cycle }, key: this.#key() };
    const { id: settlement } = await this.#must('POST', '/v1/settlements', proposed);
    await this.#must('POST', `/v1/settlements/${settlement}/approve`, {
      who: checker,
      key: this.#key(),
    });
  }

  async #look(member) {
    member.balance = await this.#must('GET', '/v1/me/balance', { who: member });
    member.entries = (await this.#must('GET', '/v1/me/entries?limit=100', { who: member })).data;
  }

  #key() {
    this.#keys += 1;
    return `first-${String(this.#keys).padStart(4, '0')}`;
  }

  async #must(method, target, asked) {
    const { status, answer } = await this.#ask(method, target, asked);
    if (status >= 300) throw new Error(`${method} ${target}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async #ask(method, target, { who, body, key }) {
    const headers = { ...(body !== undefined && { 'content-type': 'application/json' }) };
    if (who !== undefined) headers.authorization = `Bearer ${await this.#token(who)}`;
    if (key !== undefined) headers['idempotency-key'] = key;
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(this.#url + target, { method, headers, ...content });
    const text = await answer.text();
    return { status: answer.status, answer: text === '' ? undefined : JSON.parse(text) };
  }

  async #token({ phone, pin, username, password }) {
    const name = phone ?? username;
    if (!this.#tokens.has(name)) {
      const body = phone === undefined ? { username, password } : { phone, pin };
      const { access_token: token } = await this.#must('POST', '/v1/auth/token', { body });
      this.#tokens.set(name, token);
    }
    return this.#tokens.get(name);
  }
}
