import type { InstallationMode } from '../../../platform/data/installation';
import { Sms, SmsRefused } from './sms';

/** Where no gateway is configured: in practice the terminal shows the texts, for real use nobody gets one. */
export class TerminalSms extends Sms {
  constructor(private readonly mode: Pick<InstallationMode, 'isPractice'>) {
    super();
  }

  override get isSetUp(): boolean {
    return this.mode.isPractice;
  }

  override send(phone: string, text: string): Promise<void> {
    if (!this.mode.isPractice) return Promise.reject(new SmsRefused('no gateway for text messages is configured'));
    process.stdout.write(`练习短信 ${phone}：${text}\n`);
    return Promise.resolve();
  }
}
