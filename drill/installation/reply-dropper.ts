import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy between client and service. While it drops, a reply is lost after the service has sent it: the request was
 * carried out and the client cannot know. Its own port stays while the service moves to another one.
 */
export class ReplyDropper {
  private readonly sockets = new Set<Socket>();
  private shareToDrop = 0;
  dropped = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /**
   * @param target the service's port at this moment, 0 while it is down.
   * @param chance answers numbers in [0, 1).
   */
  static async open(target: () => number, chance: () => number): Promise<ReplyDropper> {
    const server = createServer();
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const address = server.address();
    const dropper = new ReplyDropper(server, typeof address === 'object' && address ? address.port : 0);
    server.on('connection', (client) => dropper.join(client, target(), chance));
    return dropper;
  }

  /** Drops this share of replies from now on; 0 lets all pass. */
  drop(share: number): void {
    this.shareToDrop = share;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(client: Socket, port: number, chance: () => number): void {
    if (port === 0) {
      client.destroy();
      return;
    }
    const service = connect(port, '127.0.0.1');
    const part = (): void => {
      client.destroy();
      service.destroy();
      this.sockets.delete(client);
      this.sockets.delete(service);
    };
    for (const socket of [client, service]) {
      this.sockets.add(socket);
      socket.setNoDelay(true).on('error', part).on('close', part);
    }
    client.on('data', (request) => service.write(request));
    service.on('data', (reply) => {
      if (chance() >= this.shareToDrop) {
        client.write(reply);
        return;
      }
      this.dropped += 1;
      part();
    });
  }
}
