import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Alerts } from '../../../../platform/delivery/alerts';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Limit } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { volunteerErrors } from '../../errors';
import { IdNumberChecks } from '../persistence/id-number-checks';
import { PersonalFields } from '../../person';

/** Region and year of birth: what is known of most people. */
const GROUP_CHARACTERS = 10;

/**
 * A list that is uploaded asks of each number whether it is registered. Whoever looks for one person's number lists many of
 * one region and year of birth; a list of real people does not. So different numbers of one such group are limited per
 * account, and nothing of a list above the limit is answered.
 */
@Injectable()
export class LimitListedNumbers {
  private readonly limit: Limit;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly checks: IdNumberChecks,
    private readonly fields: PersonalFields,
    private readonly alerts: Alerts,
    private readonly clock: Clock,
    runtime: Runtime,
  ) {
    this.limit = runtime.config.idNumberLimits.listed;
  }

  /** @param idNumbers valid ones, 18 characters. @throws ID_NUMBER_LIST_LIMIT, of whose list nothing is noted */
  async note(actor: Actor, idNumbers: readonly string[]): Promise<void> {
    if (idNumbers.length === 0) return;
    const account = actorIdOf(actor);
    const at = this.clock.now();
    const listed = idNumbers.map((idNumber) => ({
      number: this.fields.indexOf('id_number', idNumber),
      group: this.fields.groupIndexOf(idNumber.slice(0, GROUP_CHARACTERS)),
    }));
    const isNoted = await this.unitOfWork.run(async (tx) => {
      await this.checks.holdAccount(tx, account);
      const since = new Date(at.getTime() - this.limit.windowMs);
      const most = await this.checks.noteListed(tx, account, listed, { since, at });
      if (most <= this.limit.count) return true;
      await this.checks.forgetListed(tx, account, listed, at);
      const subjectKey = `${account}/${localDayOf(at.getTime())}/list`;
      await this.alerts.raise(tx, { kind: 'ID_NUMBER_GUESSED', subjectKey, sentence: WARNING });
      return false;
    });
    if (!isNoted) {
      throw volunteerErrors.refuse('ID_NUMBER_LIST_LIMIT', { field: 'file', details: { limit: this.limit.count } });
    }
  }
}

const WARNING =
  '有一个账号上传的名单里，同一地区、同一年出生的身份证号码超过一天的上限，已拒绝；请审计员核实是否有人借名单试号码。';
