import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';

/** What a client sent on this way. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  /** As JSON; undefined for none. */
  readonly body: Record<string, unknown> | undefined;
  /** What the service answered, whether or not the answer came through; null where the request did not reach it. */
  status: number | null;
}

/** How the client learns that no answer comes: the connection breaks, or nothing happens at all. */
type Loss = 'BROKEN' | 'SILENT';

/** An HTTP way to a service that notes what is sent, can be cut, and can lose answers to what the service has done. */
export class LossyProxy {
  readonly sent: SentRequest[] = [];
  /** While it is cut no call reaches the service; pages still do, so that one can be opened first. */
  isCut = false;
  private readonly losing = new Map<string, Loss>();

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  /** @param target the address of the service. */
  static async to(target: string): Promise<LossyProxy> {
    const server = createServer();
    const proxy = new LossyProxy(server, target);
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      proxy.pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** The service will do what the next request to the path asks for, and its answer will not arrive. */
  loseNextAnswer(path: string, loss: Loss = 'BROKEN'): void {
    this.losing.set(path, loss);
  }

  /** The requests to a path, in their order. */
  sentTo(path: string): readonly SentRequest[] {
    return this.sent.filter((request) => request.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((closed) => this.server.close(() => closed()));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const path = url.split('?', 1)[0] ?? '';
    const body = await text(incoming);
    const noted: SentRequest = {
      method,
      path,
      body: body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>),
      status: null,
    };
    this.sent.push(noted);
    if (this.isCut && path.startsWith('/api/')) {
      outgoing.destroy();
      return;
    }
    const onward = request(new URL(url, this.target), { method, headers });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const bytes = await buffer(answer);
    noted.status = answer.statusCode ?? null;
    const loss = this.losing.get(path);
    this.losing.delete(path);
    if (loss === 'BROKEN') outgoing.destroy();
    else if (loss === undefined) outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  }
}
