import { type PunchDirection, ShowCode } from '../../src/service/attendance';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import { at, type HeldShift, ServiceBuilder } from '../builders/service.builder';
import { bootApp, type BootedApp } from './boot-app';
import { LossyProxy } from './lossy-proxy';
import { type OpenPage, Phone, type PhoneOptions } from './phone';

const SCANS = '/api/v1/me/scans';

/** Somebody with an account who has signed up for the shift. */
export interface Resident {
  readonly id: string;
  readonly username: string;
  readonly phone: string;
}

/** A shift from nine to eleven, somebody who comes, and the phone the code is scanned with. */
export class ScanStage {
  static readonly password = 'correct-horse-9';

  shift!: HeldShift;
  person!: Resident;
  phone!: Phone;
  /** By the service and by the phone. */
  now!: Date;
  private count = 0;

  private constructor(
    readonly booted: BootedApp,
    readonly proxy: LossyProxy,
    readonly street: ServiceBuilder,
  ) {}

  /** @param given whether people may sign in with a code by text message; then that comes first. */
  static async set({ hasTextMessages }: { readonly hasTextMessages: boolean }): Promise<ScanStage> {
    const sms = { SMS_URL: 'http://127.0.0.1:9/', SMS_SECRET: 'a-secret-that-both-sides-of-the-gateway-know' };
    const env = { RATE_LIMITS: 'off', NODE_ENV: 'test', ...(hasTextMessages && sms) };
    const booted = await bootApp({ role: 'api', env });
    return new ScanStage(booted, await LossyProxy.to(booted.url), await ServiceBuilder.on(booted));
  }

  /** Everything anew, at nine. */
  async begin(shift: Parameters<ServiceBuilder['shift']>[2] = {}, phone: PhoneOptions = {}): Promise<void> {
    this.shift = await this.street.shift('09:00', '11:00', shift);
    this.person = await this.resident();
    await this.street.signUp(this.shift, this.person.id);
    this.phone = new Phone(phone);
    this.itIs('09:00');
    this.proxy.isCut = false;
    this.proxy.sent.length = 0;
  }

  /** Ends what is open; what its scripts failed with is for the spec to look at. */
  end(): readonly Error[] {
    this.phone.close();
    return this.phone.failures;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.booted.close();
  }

  /** Sets both clocks: the service's, and that of the phone for the pages it opens from now on. */
  itIs(time: string): void {
    this.now = this.phone.now = new Date(at(time));
    this.booted.setNow(this.now);
  }

  /** Both clocks go on, while the page is open. */
  goOn(page: OpenPage, ms: number): void {
    this.now = this.phone.now = new Date(this.now.getTime() + ms);
    this.booted.setNow(this.now);
    page.passes(ms);
  }

  /** Scans the code that is on the screen at this time. */
  async scan(direction: PunchDirection = 'IN'): Promise<OpenPage> {
    const shown = await this.booted.get(ShowCode).execute(systemActor('test'), this.shift.shiftId, direction);
    return this.phone.open(this.proxy.url + new URL(shown.link).pathname);
  }

  signIn(page: OpenPage, given: { readonly username?: string; readonly password?: string } = {}): void {
    if (!page.isShown('sign-in')) page.tap('to-password');
    page.type('username', given.username ?? this.person.username);
    page.type('password', given.password ?? ScanStage.password);
    page.tap('sign-in-button');
  }

  /** Scans, signs in and is checked in. */
  async checkedIn(): Promise<OpenPage> {
    const page = await this.scan();
    this.signIn(page);
    await page.shows('receipt');
    return page;
  }

  /** The punches that are stored of the person. */
  punches(): Promise<number> {
    return this.street.count('punch', this.person.id);
  }

  /** What was kept with the person's only punch. */
  async evidence(): Promise<Record<string, unknown>> {
    const [row] = await this.booted
      .get(UnitOfWork)
      .read<{ evidence: Record<string, unknown> }>('select evidence from punch where volunteer_id = $1', [
        this.person.id,
      ]);
    return row?.evidence ?? {};
  }

  /** The requests to punch, as they were sent. */
  sentPunches() {
    return this.proxy.sentTo(SCANS);
  }

  /** The service will record the next punch, and its answer will not arrive. */
  loseReceipt(loss?: 'BROKEN' | 'SILENT'): void {
    this.proxy.loseNextAnswer(SCANS, loss);
  }

  /** Somebody with an account. */
  async resident(): Promise<Resident> {
    this.count += 1;
    const given = { phone: `1370000${String(this.count).padStart(4, '0')}`, username: `resident${String(this.count)}` };
    const account = { username: given.username, password: ScanStage.password };
    const { id } = await this.street.people.volunteer(this.street.tree.unit.id, { phone: given.phone, account });
    return { id, ...given };
  }
}
