import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Limit } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { mediaTypeOf } from '../../../../platform/delivery/documents/media-type';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { DecisionTeller } from '../../../../platform/security/decisions';
import { readIdNumber, targetVolunteer, VolunteerDirectory, VolunteerRepository, withoutNumbers } from '../../person';
import { realChange } from '../domain/identity-correction';
import { volunteerErrors } from '../../errors';
import { IdentityCorrections } from '../persistence/identity-corrections';
import { CorrectionTexts, placeOf } from './correction-texts';

export interface RequestCorrectionCommand {
  /** Left out: the volunteer behind the account. With it, staff ask in the person's name. */
  readonly volunteerId?: string;
  readonly name?: string;
  readonly idNumber?: string;
  readonly reason: string;
}

export interface CorrectionRef {
  readonly id: string;
  readonly status: 'OPEN' | 'APPROVED' | 'REJECTED';
}

/** What a person is told it is about. */
export const CORRECTION = '更正姓名或证件号';
export const CORRECTION_WHAT = '更正登记的姓名或证件号。';
const MAX_PROOF_BYTES = 5 * 1_048_576;

/**
 * Somebody asks for the own name or ID number to be corrected, or staff do in the person's name, who is told. Nothing changes
 * until somebody else has decided.
 */
@Injectable()
export class RequestCorrection {
  private readonly limit: Limit;

  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly volunteers: VolunteerRepository,
    private readonly corrections: IdentityCorrections,
    private readonly texts: CorrectionTexts,
    private readonly teller: DecisionTeller,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    runtime: Runtime,
  ) {
    this.limit = runtime.config.idNumberLimits.corrections;
  }

  /**
   * Whether somebody else has the new ID number is not said here: it is for staff to find out whether that is the same person.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, ID_NUMBER_*, VOLUNTEER_CLOSED, CORRECTION_TOO_MANY, CORRECTION_NOTHING, CORRECTION_OPEN
   */
  async execute(context: CommandContext, command: RequestCorrectionCommand): Promise<CorrectionRef> {
    const { actor } = context;
    const idNumber = command.idNumber === undefined ? undefined : this.read(command.idNumber);
    const index = idNumber === undefined ? null : this.texts.indexOf(idNumber);
    // The key remembers the blind index and not the number.
    const request = { ...command, idNumber: index?.toString('hex') ?? null };
    return this.commands.run(context, 'volunteers.request-correction', request, async (tx) => {
      const target = await targetVolunteer(tx, this.directory, {
        ...{ actor, volunteerId: command.volunteerId, permission: 'volunteer.register' },
      });
      const volunteerId = target.volunteer.id;
      const row = await this.volunteers.get(tx, volunteerId);
      // Each tells the reviewer whether a number is registered already.
      const since = new Date(this.clock.nowMs() - this.limit.windowMs);
      if ((await this.corrections.countSince(tx, volunteerId, since)) >= this.limit.count) {
        throw volunteerErrors.refuse('CORRECTION_TOO_MANY');
      }
      const known = await this.texts.known(tx, row);
      const asked = {
        ...(command.name !== undefined && { name: command.name }),
        ...(idNumber !== undefined && { idNumber }),
      };
      const change = realChange(known, asked);
      if (!change) throw volunteerErrors.refuse('CORRECTION_NOTHING');
      const id = this.ids.next();
      const sealer = await this.texts.sealer(tx, volunteerId);
      await this.corrections.insert(tx, {
        id,
        volunteerId,
        requestCipher: sealer.sealText(placeOf('request', id), JSON.stringify({ ...change, reason: command.reason })),
        beforeCipher: sealer.sealText(placeOf('before', id), JSON.stringify(known)),
        idNumberIndex: change.idNumber === undefined ? null : index,
        requestedBy: target.isOwn ? null : actorIdOf(actor),
        requestedAt: this.clock.now(),
      });
      if (!target.isOwn) {
        const news = { requestId: id, volunteerId, label: CORRECTION, stage: 'ASKED', what: CORRECTION_WHAT } as const;
        await this.teller.tell(tx, [{ ...news, reason: withoutNumbers(command.reason) }]);
      }
      return { id, status: 'OPEN' };
    });
  }

  /**
   * By who asked: a photo or PDF that proves it, sealed like the texts; a second one takes the place of the first.
   *
   * @throws CORRECTION_PROOF_TOO_LARGE, CORRECTION_PROOF_TYPE, CORRECTION_UNKNOWN,
   *   CORRECTION_DECIDED
   */
  async keepProof(context: CommandContext, correctionId: string, bytes: Buffer): Promise<CorrectionRef> {
    if (bytes.length > MAX_PROOF_BYTES) throw volunteerErrors.refuse('CORRECTION_PROOF_TOO_LARGE', { field: 'file' });
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType) throw volunteerErrors.refuse('CORRECTION_PROOF_TYPE', { field: 'file' });
    const request = { correctionId, byteCount: bytes.length };
    return this.commands.run(context, 'volunteers.prove-correction', request, async (tx) => {
      const volunteerId = await this.corrections.personOf(tx, correctionId);
      await this.volunteers.get(tx, volunteerId);
      const { status, requestedBy } = await this.corrections.hold(tx, correctionId);
      const asker = requestedBy ?? volunteerId;
      if (asker !== (requestedBy === null ? volunteerOf(context.actor) : actorIdOf(context.actor))) {
        throw volunteerErrors.refuse('CORRECTION_UNKNOWN');
      }
      if (status !== 'OPEN') throw volunteerErrors.refuse('CORRECTION_DECIDED');
      const sealer = await this.texts.sealer(tx, volunteerId);
      const proof = sealer.sealText(placeOf('proof', correctionId), bytes.toString('base64'));
      await this.corrections.keepProof(tx, correctionId, proof, mediaType);
      return { id: correctionId, status };
    });
  }

  private read(text: string): string {
    const reading = readIdNumber(text, localDayOf(this.clock.nowMs()));
    if (!reading.isValid) throw volunteerErrors.refuse(reading.problem, { field: 'idNumber' });
    return reading.facts.idNumber;
  }
}

function volunteerOf(actor: Actor): string | null {
  return actor.kind === 'USER' ? (actor.volunteerId ?? null) : null;
}
