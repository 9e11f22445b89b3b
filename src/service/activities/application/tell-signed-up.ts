import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { NewNotice } from '../../../people/notices';
import { TextNotices } from '../../../people/sms-receipts';
import { whenWords } from '../domain/shift-words';
import { type Awaited, SignupDirectory } from '../persistence/signup-directory';

/** Tells everybody who has a seat or waits for one: one notice per person, into the inbox and by text. */
@Injectable()
export class TellSignedUp {
  constructor(
    private readonly signups: SignupDirectory,
    private readonly texts: TextNotices,
    private readonly clock: Clock,
  ) {}

  /** Of shifts that are being called off, before their sign-ups are. @param subjectKey the shift or the activity */
  async cancelled(
    tx: Transaction,
    shiftIds: readonly string[],
    { subjectKey, title, reason }: { readonly subjectKey: string; readonly title: string; readonly reason: string },
  ): Promise<void> {
    const data = { title, reason: reason.trim().replace(/[。.!！]+$/, '') };
    await this.tell(tx, shiftIds, { kind: 'SHIFT_CANCELLED', subjectKey, data });
  }

  /** Of the shifts to come, that they begin elsewhere. @param subjectKey `<activity>.<version>`: texts say the newest */
  async moved(
    tx: Transaction,
    activityId: string,
    given: { readonly subjectKey: string; readonly title: string; readonly place: string; readonly before: string },
  ): Promise<void> {
    const { subjectKey, ...data } = given;
    const shiftIds = await this.signups.shiftsToCome(activityId, this.clock.now(), tx);
    await this.tell(tx, shiftIds, { kind: 'ACTIVITY_MOVED', subjectKey, data });
  }

  private async tell(
    tx: Transaction,
    shiftIds: readonly string[],
    { data, ...notice }: Omit<NewNotice, 'volunteerId'>,
  ): Promise<void> {
    const shiftsOf = new Map<string, Awaited[]>();
    for (const awaited of await this.signups.awaited(shiftIds, tx)) {
      shiftsOf.set(awaited.volunteerId, [...(shiftsOf.get(awaited.volunteerId) ?? []), awaited]);
    }
    await this.texts.tell(
      tx,
      [...shiftsOf].map(([volunteerId, shifts]) => ({
        ...{ ...notice, volunteerId },
        data: { ...data, when: whenWords(shifts) },
      })),
    );
  }
}
