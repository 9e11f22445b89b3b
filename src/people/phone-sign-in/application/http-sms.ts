import { createHmac } from 'node:crypto';
import { Sms, SmsRefused } from './sms';

const TIMEOUT_MS = 10_000;
/** Causes of a failed fetch that come before a byte was sent. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Posts `{"phone", "text"}` to the operator's gateway. `X-Signature` is the HMAC-SHA-256 (hexadecimal) of
 * `<X-Timestamp>.<body>` under the shared secret, so that the gateway takes nothing from others and nothing twice.
 * Redirects are refused: the address is the one that was configured.
 */
export class HttpSms extends Sms {
  override readonly isSetUp = true;

  constructor(
    private readonly target: { readonly url: string; readonly secret: string },
    private readonly nowMs: () => number,
  ) {
    super();
  }

  override async send(phone: string, text: string): Promise<void> {
    const body = JSON.stringify({ phone, text });
    const timestamp = String(Math.floor(this.nowMs() / 1_000));
    const signature = createHmac('sha256', this.target.secret).update(`${timestamp}.${body}`).digest('hex');
    const response = await this.post({
      headers: { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': signature },
      body,
    });
    await response.body?.cancel();
    if (!response.ok) throw new SmsRefused(`the gateway for text messages answered ${response.status}`);
  }

  private async post(request: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      return await fetch(this.target.url, { method: 'POST', redirect: 'error', signal, ...request });
    } catch (error) {
      const code = String((error as { readonly cause?: { readonly code?: unknown } }).cause?.code);
      throw NOT_REACHED.has(code) ? new SmsRefused(`the gateway for text messages was not reached: ${code}`) : error;
    }
  }
}
