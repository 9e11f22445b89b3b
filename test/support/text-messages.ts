import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './eventually';

export const SMS_SECRET = 'a-secret-that-both-sides-of-the-gateway-know';

/** A gateway for text messages: keeps what the service hands over. */
export class TextMessages {
  readonly all: { readonly phone: string; readonly text: string }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TextMessages> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        messages.all.push(JSON.parse(body) as { phone: string; text: string });
        response.end('{}');
      });
    });
    const messages = new TextMessages(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return messages;
  }

  /** What an application needs to hand over to this gateway. */
  get env(): Readonly<Record<string, string>> {
    const url = `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/send`;
    return { SMS_URL: url, SMS_SECRET };
  }

  to(phone: string): readonly string[] {
    return this.all.filter((message) => message.phone === phone).map(({ text }) => text);
  }

  /** The latest message to a phone that holds a text, once it is there. */
  async latest(phone: string, part: string): Promise<string> {
    const found = () => this.to(phone).findLast((text) => text.includes(part));
    await eventually(`a message with “${part}” arrives`, () => found() !== undefined);
    return found() ?? '';
  }

  /** The code of the latest message of a kind. */
  async code(phone: string, part: string): Promise<string> {
    return /\d{6}/.exec(await this.latest(phone, part))?.[0] ?? '';
  }

  stop(): void {
    this.server.close();
  }
}
