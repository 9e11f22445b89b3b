import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { defineJob, HandlesJob } from '../../../platform/data/queue';
import { entriesReversed } from '../../../ledger/ledger';
import { SupersedeCertificates } from '../application/supersede-certificates';

/** Entries were reversed: certificates that rest on them are superseded. */
export const supersedeCertificates = defineJob({ name: 'certificates.supersede', payload: entriesReversed.payload });
entriesReversed.rings(supersedeCertificates);

@Injectable()
export class SupersedeJob {
  constructor(private readonly supersede: SupersedeCertificates) {}

  @HandlesJob(supersedeCertificates)
  async onEntriesReversed(payload: z.infer<typeof entriesReversed.payload>): Promise<void> {
    await this.supersede.execute(payload.volunteerId, payload.causeId);
  }
}
