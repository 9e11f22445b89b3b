import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpSms } from './http-sms';
import { SmsRefused } from './sms';

describe('HttpSms', () => {
  let gateway: Server;
  let url: string;
  let answer: (response: ServerResponse) => void = () => undefined;

  beforeAll(async () => {
    gateway = createServer((request, response) => request.resume().on('end', () => answer(response)));
    await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
  });
  afterAll(() => gateway.close());

  const send = (to = url) => new HttpSms({ url: to, secret: 'a-secret' }, () => 0).send('13800005678', '您好');
  const outcome = () =>
    send().then(
      () => 'SENT',
      (error: unknown) => (error instanceof SmsRefused ? 'REFUSED' : 'UNKNOWN'),
    );

  it.each<[string, (response: ServerResponse) => void]>([
    ['SENT', (response) => response.writeHead(202).end('{}')],
    ['REFUSED', (response) => response.writeHead(503).end()],
    ['UNKNOWN', (response) => response.destroy()],
    ['UNKNOWN', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ])('says %s', async (expected, answering) => {
    answer = answering;
    expect(await outcome()).toBe(expected);
  });

  it('is refused where nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    await expect(send(`http://127.0.0.1:${port}/`)).rejects.toBeInstanceOf(SmsRefused);
  });
});
