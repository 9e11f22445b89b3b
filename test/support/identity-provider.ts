import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Twist = 'none' | 'anew' | 'nonce' | 'audience' | 'issuer' | 'expired' | 'signature' | 'nobody' | 'garbled';

/** A real OpenID provider in a process of its own, and a browser that goes there. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly kill: () => Promise<void>,
  ) {}

  static async start(client: { readonly secret: string; readonly redirectUri: string }): Promise<IdentityProvider> {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [join(__dirname, 'fixtures/identity-provider.cjs')], {
      env: { PATH, HOME, CLIENT_SECRET: client.secret, REDIRECT_URI: client.redirectUri },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const gone = new Promise<void>((settle) => child.once('close', () => settle()));
    const port = await new Promise<string>((settle, fail) => {
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const ready = /ready (\d+)/.exec(output)?.[1];
        if (ready !== undefined) settle(ready);
      });
      void gone.then(() => fail(new Error('the identity provider ended before it was ready')));
    });
    return new IdentityProvider(`http://127.0.0.1:${port}`, () => {
      child.kill('SIGKILL');
      return gone;
    });
  }

  /** Ends it; it can be ended twice. */
  async stop(): Promise<void> {
    await this.kill();
  }

  async twist(what: Twist): Promise<void> {
    await fetch(`${this.issuer}/twist/${what}`, { method: 'POST' });
  }

  /**
   * Goes to the address as a person would, logs in and agrees, or does not.
   *
   * @returns the query of the address the provider sends the person back to.
   */
  async visit(address: string, login: string, decision: 'AGREE' | 'DENY' = 'AGREE'): Promise<string> {
    const cookies = new Map<string, string>();
    let next: { url: string; form?: URLSearchParams } = { url: address };
    for (let step = 0; step < 20; step += 1) {
      const response = await fetch(next.url, {
        method: next.form ? 'POST' : 'GET',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        redirect: 'manual',
        ...(next.form && { body: next.form }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location !== null) {
        const url = new URL(location, next.url);
        if (url.origin !== this.issuer) return url.search.slice(1);
        next = { url: url.href };
        continue;
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1] ?? '';
      if (prompt === '') throw new Error(`the identity provider answered ${String(response.status)} without a form`);
      if (prompt === 'consent' && decision === 'DENY') next = { url: `${next.url}/abort` };
      else next = { url: next.url, form: new URLSearchParams({ prompt, login, password: 'any' }) };
    }
    throw new Error('the identity provider leads in a circle');
  }
}
