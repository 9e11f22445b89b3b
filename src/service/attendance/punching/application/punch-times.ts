import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { PolicyDirectory } from '../../../../place/policies';
import { punchWindow } from '../domain/decide-punch';
import { punchPolicyOf } from '../domain/punch-policy';

/** Tells from when to when punches of a shift are taken. */
@Injectable()
export class PunchTimes {
  constructor(private readonly policies: PolicyDirectory) {}

  /** @param shift its end is the extended one, where it was extended. @throws POLICY_MISSING */
  async of(shift: { readonly divisionPath: string; readonly startsAt: Date; readonly endsAt: Date }) {
    const plannedStartMs = shift.startsAt.getTime();
    const { body } = await this.policies.effective('HOURS', shift.divisionPath, localDayOf(plannedStartMs));
    const plan = { plannedStartMs, plannedEndMs: shift.endsAt.getTime(), extendedEndMs: null };
    const { fromMs, untilMs } = punchWindow(plan, punchPolicyOf(body));
    return { from: new Date(fromMs), until: new Date(untilMs) };
  }
}
