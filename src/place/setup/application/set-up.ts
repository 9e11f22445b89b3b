import { Injectable } from '@nestjs/common';
import { InstallationMode, installationErrors } from '../../../platform/data/installation';
import { FirstAdministrators, type TypedAdministrator } from './first-administrators';
import { OpenStreet } from './open-street';
import { PracticeSeed } from './practice-seed';
import { PracticeWriter } from './practice-writer';
import { SetupCodes } from './setup-codes';
import { SetupStage, type Stage } from './setup-stage';

/** What the practice street is called. */
export const PRACTICE_STREET = '福镇街道';

/** What may be done on the setup page by whoever has the code: one choice, once. */
@Injectable()
export class SetUp {
  constructor(
    private readonly installation: InstallationMode,
    private readonly codes: SetupCodes,
    private readonly administrators: FirstAdministrators,
    private readonly street: OpenStreet,
    private readonly seed: PracticeSeed,
    private readonly stages: SetupStage,
    private readonly writer: PracticeWriter,
  ) {}

  /** @throws INSTALLATION_CHOSEN, SETUP_CODE_WRONG, SETUP_CODE_GUESSED */
  async check(code: string): Promise<Stage> {
    await this.requireOpen(code);
    return this.stages.look();
  }

  /** @throws like `check`, and PASSWORD_WEAK */
  async takeFirst(code: string, typed: TypedAdministrator): Promise<{ first: string }> {
    await this.requireOpen(code);
    return { first: this.administrators.seal(await this.administrators.prepare(typed)) };
  }

  /** @throws like `check`, and PASSWORD_WEAK, SETUP_FIRST_EXPIRED, SETUP_SAME_PERSON, SETUP_SAME_PASSWORD */
  async openStreet(
    code: string,
    given: { districtName: string; streetName: string; first: string; second: TypedAdministrator },
  ): Promise<{ usernames: readonly string[] }> {
    await this.requireOpen(code);
    const { districtName, streetName, second } = given;
    const first = this.administrators.open(given.first);
    await this.administrators.requireTwoPersons(first, second);
    const administrators = [first, await this.administrators.prepare(second)] as const;
    const { usernames } = await this.street.execute({ districtName, streetName, administrators, through: 'PAGE' });
    return { usernames };
  }

  /** Practice with a year of data; it is written from now on. @throws like `check` */
  async practise(code: string): Promise<Stage> {
    await this.requireOpen(code);
    await this.seed.choose({ through: 'PAGE', streetName: PRACTICE_STREET, wantsYear: true });
    this.writer.start();
    return this.stages.look();
  }

  /** Whoever comes second is told that it is done, not that the code is wrong. */
  private async requireOpen(code: string): Promise<void> {
    if ((await this.installation.look()) !== null) throw installationErrors.refuse('INSTALLATION_CHOSEN');
    await this.codes.require(code);
  }
}
