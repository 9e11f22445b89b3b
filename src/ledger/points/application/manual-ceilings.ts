import { Injectable } from '@nestjs/common';
import { localDayOf, localMonthOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { PolicyDirectory } from '../../../place/policies';
import { ceilingBroken } from '../domain/manual-policy';
import { ledgerErrors } from '../../ledger';
import { manualPolicyKind } from '../manual-policy-kind';
import { ManualPostingRepository } from '../persistence/manual-posting.repository';

export interface ManualAmount {
  readonly volunteerId: string;
  /** Signed. */
  readonly pointTenths: number;
  readonly divisionPath: string;
  readonly askedBy: string;
  readonly at: Date;
}

/** Holds points by hand to the ceilings of the person's and the asker's month. */
@Injectable()
export class ManualCeilings {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly manual: ManualPostingRepository,
  ) {}

  /** Postings by hand wait for each other until the end of the transaction. @throws LEDGER_MANUAL_PERSON_FULL, LEDGER_MANUAL_ASKER_FULL */
  async require(tx: Transaction, amount: ManualAmount): Promise<void> {
    const { volunteerId, pointTenths, divisionPath, askedBy, at } = amount;
    const { body } = await this.policies.effectiveAs(manualPolicyKind, divisionPath, localDayOf(at.getTime()), tx);
    const month = await this.manual.monthByHand(tx, {
      volunteerId,
      askedBy,
      sign: Math.sign(pointTenths),
      month: localMonthOf(at.getTime()),
      at,
    });
    const broken = ceilingBroken(pointTenths, month, body);
    if (broken === null) return;
    const details = { maxPointTenths: broken === 'PERSON' ? body.personMonthPointTenths : body.askerMonthPointTenths };
    const code = broken === 'PERSON' ? 'LEDGER_MANUAL_PERSON_FULL' : 'LEDGER_MANUAL_ASKER_FULL';
    throw ledgerErrors.refuse(code, { field: 'pointTenths', details });
  }
}
