import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A way to a server that can fail: it lets everything through, swallows what clients send, holds it back until it is let go, or is cut. It
 * does nothing by the clock.
 */
export class TcpProxy extends EventEmitter<{ swallowed: [] }> {
  #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #port = 0;
  #mode: 'through' | 'swallow' | 'hold' = 'through';
  #held: (() => void)[] = [];

  private constructor(target: URL) {
    super();
    this.#target = target;
    this.#server = this.#serve();
  }

  /** @param url - of the server: `scheme://host:port/…` */
  static async open(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(url));
    await proxy.restore();
    return proxy;
  }

  /** The server's address by way of the proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.port = String(this.#port);
    return url.href;
  }

  /** Takes connections and whatever is sent, and passes nothing on; `swallowed` is emitted for each piece, and for each connection. */
  swallow(): void {
    this.#mode = 'swallow';
  }

  /** Keeps what is sent until {@link through}. */
  hold(): void {
    this.#mode = 'hold';
  }

  /** Lets everything through, what was held back first. What was swallowed is lost. */
  through(): void {
    this.#mode = 'through';
    for (const pass of this.#held.splice(0)) pass();
  }

  /** Resets every connection, and takes new ones. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Takes no connection any more; those that are there end. */
  async cut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async restore(): Promise<void> {
    this.#server = this.#serve().listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #serve(): Server {
    return createServer((incoming) => {
      const outgoing = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [incoming, outgoing]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
      }
      if (this.#mode === 'swallow') this.emit('swallowed');
      incoming.on('data', (bytes) => {
        if (this.#mode === 'swallow') this.emit('swallowed');
        else if (this.#mode === 'hold') this.#held.push(() => outgoing.write(bytes));
        else outgoing.write(bytes);
      });
      outgoing.on('data', (bytes) => incoming.write(bytes));
      incoming.on('close', () => outgoing.destroy());
      outgoing.on('close', () => incoming.destroy());
    });
  }
}
