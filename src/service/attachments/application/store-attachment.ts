import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { ShiftDirectory } from '../../activities';
import { mediaTypeOf } from '../../../platform/delivery/documents/media-type';
import { attachmentErrors } from '../errors';
import { AttachmentRepository } from '../persistence/attachment.repository';
import { FileStore } from '../persistence/file-store';

const MAX_BYTES = 10 * 1_048_576;
/** A volunteer proves a shift with a few photos; who runs it may keep one for every page of a thick list. */
const MAX_PER_VOLUNTEER = 5;
const MAX_PER_STAFF = 100;

export interface StoredAttachment {
  readonly id: string;
  readonly shiftId: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/** Keeps a photo or PDF that proves something about a shift. */
@Injectable()
export class StoreAttachment {
  constructor(
    private readonly commands: Commands,
    private readonly shifts: ShiftDirectory,
    private readonly attachments: AttachmentRepository,
    private readonly files: FileStore,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A volunteer keeps proofs of the own service; everybody else has to run the shift.
   *
   * @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, ATTACHMENT_TOO_LARGE, ATTACHMENT_TYPE_UNKNOWN,
   *   ATTACHMENT_LIMIT_REACHED
   */
  async execute(context: CommandContext, shiftId: string, bytes: Buffer): Promise<StoredAttachment> {
    const { actor } = context;
    const shift = await this.shifts.byId(shiftId);
    const isVolunteer = actor.kind === 'USER' && actor.volunteerId !== null && actor.grants.length === 0;
    if (!isVolunteer) requireTeamScope(actor, 'attendance.run', shift);
    if (bytes.length > MAX_BYTES) throw attachmentErrors.refuse('ATTACHMENT_TOO_LARGE', { field: 'file' });
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType) throw attachmentErrors.refuse('ATTACHMENT_TYPE_UNKNOWN', { field: 'file' });
    const sha256 = await this.files.put(bytes);
    const hash = sha256.toString('hex');
    return this.commands.run(context, 'attachments.store', { shiftId, sha256: hash }, async (tx) => {
      const storedBy = actorIdOf(actor);
      const limit = isVolunteer ? MAX_PER_VOLUNTEER : MAX_PER_STAFF;
      if ((await this.attachments.countOf(tx, shiftId, storedBy)) >= limit) {
        throw attachmentErrors.refuse('ATTACHMENT_LIMIT_REACHED', { details: { limit } });
      }
      const id = this.ids.next();
      const byteCount = bytes.length;
      const storedAt = this.clock.now();
      await this.attachments.insert(tx, { id, shiftId, sha256, mediaType, byteCount, storedBy, storedAt });
      return { id, shiftId, sha256: hash, mediaType, byteCount };
    });
  }
}
