// A client of HTTP/1.1 that costs next to nothing: one socket, one request under way, only what our server sends.
import net from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: (\d+)/i;

/** Keeps a connection open. `onAnswer(status, body, head)` is called for each request in turn. */
export class HttpConnection {
  #pending;
  #onAnswer;

  constructor(url, onAnswer, onError) {
    const { hostname, port } = new URL(url);
    this.#onAnswer = onAnswer;
    this.socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on('data', (chunk) => this.#read(chunk));
    this.socket.on('error', onError);
    this.socket.on('close', () => onError(new Error('the server closed the connection')));
  }

  /** @param text the whole request, head and body */
  send(text) {
    this.socket.write(text, 'latin1');
  }

  close() {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  #read(chunk) {
    const data = this.#pending === undefined ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = data.indexOf(END_OF_HEAD);
    if (end === -1) {
      this.#pending = data;
      return;
    }
    const head = data.latin1Slice(0, end);
    const length = Number(LENGTH.exec(head)?.[1]);
    const bodyAt = end + END_OF_HEAD.length;
    if (data.length < bodyAt + length) {
      this.#pending = data;
      return;
    }
    this.#pending = undefined;
    this.#onAnswer(Number(head.slice(9, 12)), data.subarray(bodyAt, bodyAt + length), head);
  }
}
