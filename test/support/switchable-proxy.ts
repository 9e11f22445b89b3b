import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP way to a real server that a test can cut: while it is off, connections are dropped as soon as they come. */
export class SwitchableProxy {
  private readonly sockets = new Set<Socket>();
  private isOn = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** Begins switched off. */
  static async to(targetUrl: string): Promise<SwitchableProxy> {
    const server = createServer();
    const proxy = new SwitchableProxy(server, new URL(targetUrl));
    server.on('connection', (socket) => proxy.accept(socket));
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    return proxy;
  }

  /** The target's address, by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    // Past a socket nobody would come by here.
    url.searchParams.delete('host');
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.toString();
  }

  switchOn(): void {
    this.isOn = true;
  }

  switchOff(): void {
    this.isOn = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.switchOff();
    await new Promise<void>((settle) => this.server.close(() => settle()));
  }

  private accept(near: Socket): void {
    const far = this.isOn ? connect(Number(this.target.port || 5432), this.target.hostname) : undefined;
    for (const socket of [near, ...(far ? [far] : [])]) {
      this.sockets.add(socket);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          this.sockets.delete(socket);
          near.destroy();
          far?.destroy();
        });
    }
    if (far) near.pipe(far).pipe(near);
    else near.destroy();
  }
}
