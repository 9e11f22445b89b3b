import { Sms, SmsRefused } from './sms';

/** For demonstrations: shows the message at the operator's terminal and sends nothing. */
export class TerminalSms extends Sms {
  override readonly isSetUp = true;

  override send(phone: string, text: string): Promise<void> {
    process.stdout.write(`演示短信 ${phone}:${text}\n`);
    return Promise.resolve();
  }
}

/** Where no gateway is configured. */
export class NoSms extends Sms {
  override readonly isSetUp = false;

  override send(): Promise<void> {
    return Promise.reject(new SmsRefused('no gateway for text messages is configured'));
  }
}
